/**
 * Icons of 24 × 24 from Lucide (ISC). They say nothing to a screen reader: the words beside them do.
 *
 * `CORE` are those of the first screens, by what they stand for here. A part that is fetched later brings its own:
 * `import { Printer } from "lucide"` and `<Icon name={Printer} />`.
 */

import {
  ArrowLeft,
  Camera,
  Check,
  ChevronRight,
  CircleX,
  CloudUpload,
  Crosshair,
  Eye,
  File,
  Flashlight,
  House,
  Images,
  ClipboardList,
  Clock,
  MapPin,
  Pause,
  Phone,
  Play,
  Plus,
  Search,
  Shapes,
  Siren,
  Square,
  Store,
  Tag,
  Trash2,
  TriangleAlert,
  Truck,
  User,
  WifiOff,
  X,
  type IconNode,
} from "lucide";
import { h } from "preact";

const CORE = {
  duty: MapPin,
  home: House,
  capture: Camera,
  leads: ClipboardList,
  outbox: CloudUpload,
  person: User,
  online: Check,
  offline: WifiOff,
  waiting: Clock,
  warning: TriangleAlert,
  sos: Siren,
  phone: Phone,
  failed: CircleX,
  search: Search,
  back: ArrowLeft,
  next: ChevronRight,
  close: X,
  plus: Plus,
  gallery: Images,
  file: File,
  target: Crosshair,
  play: Play,
  pause: Pause,
  stop: Square,
  bin: Trash2,
  torch: Flashlight,
  eye: Eye,
  stall: Store,
  waste: Trash2,
  shop: Store,
  truck: Truck,
  tag: Tag,
  other: Shapes,
} satisfies Record<string, IconNode>;

export type IconName = keyof typeof CORE | IconNode;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  const node: IconNode = typeof name === "string" ? CORE[name] : name;
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {node.map(([tag, attributes]) => h(tag, attributes as Record<string, unknown>))}
    </svg>
  );
}
