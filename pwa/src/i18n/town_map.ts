import { learnPart } from ".";
import { townMapZh } from "./town_map.zh";

export const townMapWords = () => learnPart(townMapZh, async () => (await import("./town_map.en")).townMapEn);
