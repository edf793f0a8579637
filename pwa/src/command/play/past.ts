/** Whether the map shows the past, for what outside the room says that all is live. */

import { observable } from "../../ui/observable";

export const past = observable(false);
