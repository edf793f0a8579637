/** Words of giving something another name, in English. */
import type { RenameWords } from "./rename.zh";

export const renameEn: RenameWords = {
  "rename.open": "Rename",
  "rename.open_name": "Rename {name}",
  "rename.name": "Name",
  "rename.save": "Save the name",
  "rename.done": "It is called {name} now",
};
