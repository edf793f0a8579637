/** The words of when alarms are due. */

import { learnPart } from ".";
import { alarmRulesZh } from "./alarm_rules.zh";

export const alarmRulesWords = () => learnPart(alarmRulesZh, async () => (await import("./alarm_rules.en")).alarmRulesEn);
