/** What a screen is for: one sentence, and a picture without words. */

import {
  ArrowRight,
  BadgeCheck,
  Camera,
  ClipboardList,
  CloudCheck,
  CloudUpload,
  Eye,
  KeyRound,
  MapPin,
  MonitorSmartphone,
  Play,
  Route,
  Send,
  Shapes,
  Smartphone,
  Sun,
  TriangleAlert,
  User,
  UserCheck,
  Wifi,
  WifiOff,
  ALargeSmall,
  type IconNode,
} from "lucide";
import { Fragment } from "preact";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { Sheet } from "../ui/sheet";
import type { Topic } from "./help_topics";
import "./help.css";

/** What happens, from left to right. */
const PICTURES: Record<Topic, readonly IconNode[]> = {
  duty: [Play, Sun, Route, CloudCheck],
  home: [Eye, Camera, Send, BadgeCheck],
  patrol: [Route, TriangleAlert, MapPin],
  capture: [Shapes, Camera, MapPin, Send],
  leads: [ClipboardList, UserCheck, BadgeCheck],
  lead: [Smartphone, CloudUpload, UserCheck, BadgeCheck],
  outbox: [WifiOff, Smartphone, Wifi, CloudCheck],
  account: [User, KeyRound, MonitorSmartphone],
  settings: [ALargeSmall, Sun, Smartphone],
};

export function HelpSheet({ of, onClose }: { of: Topic; onClose(): void }) {
  return (
    <Sheet title={t("help.title")} onClose={onClose}>
      <div class="help-picture" aria-hidden="true">
        {PICTURES[of].map((node, i) => (
          <Fragment key={i}>
            {i > 0 && <Icon name={ArrowRight} size={20} />}
            <span class="help-step">
              <Icon name={node} size={36} />
            </span>
          </Fragment>
        ))}
      </div>
      <p class="help-sentence">{t(`help.${of}`)}</p>
      <button type="button" class="button primary big" onClick={onClose}>
        {t("help.got_it")}
      </button>
    </Sheet>
  );
}
