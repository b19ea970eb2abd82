/* Lines that the server has not acknowledged. They are kept in this browser before they are sent, go in the order in which
   they were typed, and are forgotten once the server has them: sent twice, a line becomes one entry. */

const SOON = 500, LATER = 3_000, MOST = 30_000, PATIENCE = 20_000; // milliseconds
const PREFIX = "rostrum-line";
/** Where a browser has none, as without TLS, pages are not told apart. */
export const locks = navigator.locks ?? { request: (name, ...more) => more.at(-1)({}) };

export class Lines extends EventTarget {
  /** `urls` are those of keeping and finishing; `user` and `session` say whose lines these are. */
  constructor({ urls, user, session, token }) {
    super();
    Object.assign(this, { urls, user, session, token, state: "saved", wait: LATER, timer: 0, memory: new Map() });
    addEventListener("online", () => this.send());
    addEventListener("storage", () => this.tell());
    document.addEventListener("visibilitychange", () => this.send());
  }

  // --- What waits --------------------------------------------------------------------------------------------

  all() {
    const found = new Map(this.memory);
    try {
      for (let place = 0; place < localStorage.length; place++) {
        const name = localStorage.key(place);
        if (name.startsWith(this.prefix)) found.set(name, JSON.parse(localStorage.getItem(name)));
      }
    } catch { /* only this page remembers */ }
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  get prefix() { return `${PREFIX}/${this.session}/${this.user}/`; }
  waiting() { return this.all().filter((line) => !line.refused && (line.finished || line.sequence > (line.kept ?? 0))); }
  unfinished() { return this.all().filter((line) => !line.finished && line.text); }
  refused() { return this.all().filter((line) => line.refused); }

  put(line) {
    const name = this.prefix + line.key;
    try { localStorage.setItem(name, JSON.stringify(line)); this.memory.delete(name); } catch { this.memory.set(name, line); }
    this.tell();
  }

  forget(key) {
    this.memory.delete(this.prefix + key);
    try { localStorage.removeItem(this.prefix + key); } catch { /* was never there */ }
    this.tell();
  }

  get(key) { return this.all().find((line) => line.key === key); }

  // --- Typing ------------------------------------------------------------------------------------------------

  type(key, text, kind) {
    const line = this.get(key) ?? { key, at: Date.now(), sequence: 0 };
    this.put({ ...line, text, kind, sequence: line.sequence + 1 });
    this.sendSoon(SOON);
  }

  finish(key, text, kind) {
    const line = this.get(key) ?? { key, at: Date.now(), sequence: 0 };
    this.put({ ...line, text, kind, sequence: line.sequence + 1, finished: true, refused: undefined });
    return this.send();
  }

  // --- Sending -----------------------------------------------------------------------------------------------

  sendSoon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  /** One page of one browser sends at a time. */
  send() {
    clearTimeout(this.timer);
    return locks.request(this.prefix, () => this.sendAll());
  }

  async sendAll() {
    if (this.state === "other") return;
    for (let line = this.next(); line; line = this.next()) {
      this.turn("saving");
      if (!await this.post(line)) return this.sendSoon(this.wait = Math.min(this.wait * 1.5, MOST));
    }
    this.wait = LATER;
    if (this.state === "saving") this.turn("saved");
  }

  next() { return this.waiting()[0]; }

  /** Whether the next one may go: also after a refusal, which the line carries. */
  async post(line) {
    const body = new URLSearchParams({ key: line.key, user: this.user, sequence: line.sequence, text: line.text, kind: line.kind });
    const url = line.finished ? this.urls.finish : this.urls.keep;
    let answer;
    try {
      answer = await fetch(url, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": this.token, "X-Requested-With": "XMLHttpRequest" }, body, signal: AbortSignal.timeout(PATIENCE) });
    } catch { return this.turn("waiting"); }
    if (answer.ok) return this.acknowledge(line, await answer.json());
    if (answer.status === 401) return this.turn("signed-out");
    if (answer.status === 403) return this.renew();
    if (answer.status === 410 || answer.status === 422) return this.refuse(line, await answer.json());
    return this.turn("waiting");
  }

  acknowledge(line, { made }) {
    const now = this.get(line.key);
    if (made !== undefined) { this.forget(line.key); this.dispatchEvent(new CustomEvent("made", { detail: made })); }
    else if (now && !now.text && now.sequence === line.sequence) this.forget(line.key);
    else if (now) this.put({ ...now, kept: line.sequence, warned: undefined });
    return true;
  }

  refuse(line, { refused }) {
    if (!line.finished) { this.put({ ...this.get(line.key), kept: line.sequence, warned: refused }); return true; }
    this.put({ ...line, refused });
    return true;
  }

  /** A token of before somebody signed in again: a new one comes with the stream. */
  async renew() {
    this.dispatchEvent(new Event("stale"));
    return this.turn("waiting");
  }

  turn(state) { this.state = state; this.tell(); return false; }
  tell() { this.dispatchEvent(new Event("change")); }
}
