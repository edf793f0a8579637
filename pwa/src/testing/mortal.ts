/**
 * A phone that can be struck at any step, one at a time. Whatever it does that outlives it goes through two doors: a
 * transaction of the database that writes, and a request. Once it has died, nothing of it reaches either any more; the
 * next life finds what the disk has.
 */

export type Fault = "crash before" | "crash after" | "error" | "error after" | "delay";
export type Blow = { point: string; fault: Fault };

/** What stands for ten seconds. */
const SHORTLY_MS = 20;
const never = () => new Promise<never>(() => undefined);

/** All lives of one phone. */
export class Phone {
  readonly points: string[] = [];
  struck = false;
  private readonly seen = new Map<string, number>();

  constructor(readonly blow: Blow | null) {}

  /** The blow, if it falls on this step. */
  strikes(name: string): Fault | null {
    const n = (this.seen.get(name) ?? 0) + 1;
    this.seen.set(name, n);
    const point = `${name} ${n}`;
    this.points.push(point);
    if (this.struck || this.blow?.point !== point) return null;
    this.struck = true;
    return this.blow.fault;
  }
}

export class Life {
  dead = false;
  readonly died: Promise<void>;
  private tell = () => undefined as void;

  constructor(readonly phone: Phone) {
    this.died = new Promise((resolve) => (this.tell = resolve));
  }

  die(): void {
    this.dead = true;
    this.tell();
  }
}

let current: Life | null = null;
/** A request that is none of the phone's. */
export let past: (url: string, init?: RequestInit) => Promise<Response> = () => never();
const lives = new WeakMap<IDBDatabase, Life>();

/** From here on the world belongs to this life. Locks are given back when a browser dies. */
export function bear(phone: Phone): Life {
  current = new Life(phone);
  Object.defineProperty(navigator, "locks", { value: new Locks(), configurable: true });
  return current;
}

class Locks {
  private readonly held = new Set<string>();

  async request<T>(name: string, _: LockOptions, job: (lock: object | null) => Promise<T>): Promise<T> {
    if (this.held.has(name)) return job(null);
    this.held.add(name);
    try {
      return await job({});
    } finally {
      this.held.delete(name);
    }
  }
}

/** Put the doors in. Requests go to that server, with that cookie. */
export function doors(server: string, cookie: string): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    const life = lives.get(this) ?? current!;
    lives.set(this, life);
    if (life.dead) throw new Error("this phone is dead");
    const transaction = begin.call(this, stores, mode, options);
    if (mode === "readwrite") strike(life, transaction, [stores].flat().sort().join(" + "));
    return transaction;
  };
  const plain = globalThis.fetch;
  past = (url, init) => plain(server + url, { ...init, headers: { ...(init?.headers as object), cookie } });
  globalThis.fetch = (url, init) =>
    ask(current!, String(init?.method ?? "GET"), String(url), () => past(String(url), init));
  globalThis.XMLHttpRequest = Asking as unknown as typeof XMLHttpRequest;
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
}

function strike(life: Life, transaction: IDBTransaction, stores: string): void {
  const fault = life.phone.strikes(`write ${stores}`);
  if (fault === "crash before") life.die();
  if (fault === "crash before" || fault === "error") transaction.abort();
  if (fault === "crash after" || fault === "error after") {
    transaction.addEventListener("complete", (event) => {
      event.stopImmediatePropagation();
      life.die();
    });
  }
  if (fault === "delay") {
    const listen = transaction.addEventListener.bind(transaction) as (type: string, tell: (event: Event) => void) => void;
    transaction.addEventListener = (type: string, tell: (event: Event) => void) =>
      listen(type, type === "complete" ? (event) => setTimeout(() => tell(event), SHORTLY_MS) : tell);
  }
}

async function ask(life: Life, method: string, url: string, send: () => Promise<Response>): Promise<Response> {
  if (life.dead) return never();
  const fault = life.phone.strikes(`${method} ${url.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}")}`);
  if (fault === "crash before") {
    life.die();
    return never();
  }
  if (fault === "error") throw new TypeError("no network");
  if (fault === "delay") await new Promise((resolve) => setTimeout(resolve, SHORTLY_MS));
  const response = await send();
  const whole = new Response([204, 304].includes(response.status) ? null : await response.arrayBuffer(), response);
  if (fault === "crash after") life.die();
  if (life.dead) return never();
  if (fault === "error after") throw new TypeError("the answer was lost");
  return whole;
}

/** As much of an XMLHttpRequest as the browser's form of tus-js-client needs. */
class Asking {
  upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number }) => void } = {};
  onload = () => undefined as void;
  onerror = (_: Error) => undefined as void;
  status = 0;
  responseText = "";
  private method = "";
  private url = "";
  private answer: Response | null = null;
  private readonly headers: Record<string, string> = {};
  private readonly aborting = new AbortController();

  open(method: string, url: string): void {
    [this.method, this.url] = [method, url];
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.answer?.headers.get(name) ?? null;
  }

  abort(): void {
    this.aborting.abort();
  }

  send(body: Blob | null): void {
    const { method, headers } = this;
    fetch(this.url, { method, headers, body, signal: this.aborting.signal }).then(async (answer) => {
      [this.answer, this.status, this.responseText] = [answer, answer.status, await answer.text()];
      this.upload.onprogress?.({ lengthComputable: true, loaded: body?.size ?? 0 });
      this.onload();
    }, this.onerror);
  }
}
