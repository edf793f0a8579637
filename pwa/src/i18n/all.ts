/** Every set of words there is. One line a set, in order of the alphabet. */

import type { CommandWords } from "./command.zh";
import type { CommonWords } from "./common.zh";
import type { OwnWords } from "./own.zh";
import type { PhoneWords } from "./phone.zh";

export type AllWords = CommandWords &
  CommonWords &
  OwnWords &
  PhoneWords;
