/* What colleagues do, within seconds: rows as the server draws them, put in their place. */

const OFTEN = 3_000; // milliseconds

export class Stream extends EventTarget {
  constructor({ url, since, state }) {
    super();
    Object.assign(this, { url, since, state, first: true });
  }

  watch() {
    setInterval(() => document.visibilityState === "visible" && this.look(), OFTEN);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look());
    return this.look();
  }

  async look() {
    const query = this.first ? "" : `?since=${encodeURIComponent(this.since)}`;
    let answer;
    try { answer = await fetch(this.url + query, { headers: { "X-Requested-With": "XMLHttpRequest" } }); } catch { return null; }
    if (!answer.ok) { this.dispatchEvent(new CustomEvent("refused", { detail: answer.status })); return null; }
    const data = await answer.json();
    this.first = false;
    this.since = data.now;
    const news = this.apply(data);
    this.dispatchEvent(new CustomEvent("news", { detail: { ...data, news } }));
    return data;
  }

  /** The keys of the rows that are new or otherwise than they were. One that is being changed here is left alone. */
  apply({ rows, order }) {
    const news = [];
    for (const [key, { revision, html }] of Object.entries(rows)) {
      const old = document.getElementById(key);
      if (old?.querySelector("form.desk-form textarea:focus, form.desk-form:not(details form)")) continue;
      const fresh = Object.assign(document.createElement("template"), { innerHTML: html }).content.querySelector("[data-row]");
      if (old && old.outerHTML.length === fresh.outerHTML.length && old.dataset.revision === String(revision)) continue;
      if (old?.querySelector("details[open]")) continue;
      if (old) old.replaceWith(fresh); else this.listOf(key).append(fresh);
      news.push(key);
    }
    this.arrange(order);
    return news;
  }

  arrange(order) {
    const keys = new Set(order);
    for (const row of document.querySelectorAll("[data-row]")) if (!keys.has(row.id)) row.remove();
    for (const list of document.querySelectorAll("[data-list]")) {
      const wanted = order.filter((key) => this.listOf(key) === list).map((key) => document.getElementById(key)).filter(Boolean);
      wanted.forEach((row, place) => { if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null); });
    }
    document.querySelector("[data-empty]").hidden = order.some((key) => key.startsWith("entry-"));
  }

  listOf(key) { return document.querySelector(`[data-list="${key.split("-")[0]}"]`); }
}
