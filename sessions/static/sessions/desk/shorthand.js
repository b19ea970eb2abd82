/* The grammar of sessions/shorthand, read while it is typed. What the server reads counts; this shows it beforehand. */

const KIND = /^\s*(\p{L}{2,8}):(?!\/\/)\s*/u;
const SIGN = /(?<!\S)(?:([@#!])(?:["“”]([^"“”\n]+)["“”]|([\p{L}\p{N}_’'.\/-]*[\p{L}\p{N}_]))|(sdg\s?(\d{1,2}(?:\.\w{1,2})?))|due:(\S*[^\s.,;])|ind:["“”]([^"“”\n]+)["“”])(?=$|[\s.,;:!?)…])/giu;
const SHORTEST = 3, LONGEST = 120;
const FURTHER = /[^\S\n]+[\p{L}\p{N}_’'.\/-]*[\p{L}\p{N}_](?=$|[\s.,;:!?)…])/gu;

/** As names are compared: letters and figures alone, without accents, case and a leading article. */
export const plain = (name) => name.trim().replace(/^the\s+/i, "").normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function found(word, names, whole = false) {
  const key = plain(word);
  const exact = names.find((name) => plain(name) === key);
  if (exact || whole || key.length < SHORTEST) return exact;
  const begin = names.filter((name) => plain(name).startsWith(key));
  return begin.length === 1 ? begin[0] : undefined;
}

/** By the whole name, by its end from any word on, or by a beginning of these that only one has. */
function person(word, people, whole = false) {
  const key = plain(word);
  const ends = (name) => name.split(/\s+/).map((_, place, words) => plain(words.slice(place).join(" "))).filter(Boolean);
  const same = people.filter((name) => ends(name).includes(key));
  if (same.length || whole || key.length < SHORTEST) return same.length === 1 ? same[0] : undefined;
  const begin = people.filter((name) => ends(name).some((end) => end.startsWith(key)));
  return begin.length === 1 ? begin[0] : undefined;
}

function theme(word, themes, whole = false) {
  const slug = themes.find(([slug]) => plain(slug) === plain(word));
  return slug?.[1] ?? found(word, themes.map(([, name]) => name), whole);
}

/** What `find` knows by the longest whole name that `word` and the words `after` it make, else by `word` alone. */
function known(find, word, after, names) {
  for (const words of [...after.slice(0, LONGEST).matchAll(FURTHER)].reverse()) {
    const row = find(word + after.slice(0, words.index + words[0].length), names, true);
    if (row) return row;
  }
  return find(word, names);
}

/** What `line` says, as chips of { sort, text }; `kind` is that of a line which names none. */
export function read(line, vocabulary, kind) {
  const chips = [];
  const named = KIND.exec(line);
  const own = named && vocabulary.kinds[named[1].toLowerCase()];
  const [what, label] = own ?? [kind, vocabulary.labels[kind]];
  chips.push({ sort: "kind", text: label });
  if (named && !own && named[1].length <= 4) chips.push({ sort: "unread", text: `${named[1]}:` });
  let rest = own ? line.slice(named[0].length) : line;
  if (what === "recommendation") rest = readVerb(rest, vocabulary, chips);
  for (const sign of rest.matchAll(SIGN)) chips.push(readSign(sign, vocabulary, what));
  return { kind: what, chips };
}

function readVerb(rest, vocabulary, chips) {
  const lowered = rest.toLowerCase();
  const verb = vocabulary.verbs.find(([words]) => lowered.startsWith(words) && !/^[\p{L}\p{N}]/u.test(lowered.slice(words.length)));
  chips.push({ sort: "verb", text: verb?.[1] ?? vocabulary.verb });
  return verb ? rest.slice(verb[0].length) : rest;
}

function readSign(sign, vocabulary, kind) {
  const [all, mark, quoted, bare, , target, due, indicator] = sign;
  const word = quoted ?? bare ?? "", after = quoted ? "" : sign.input.slice(sign.index + all.length);
  const unread = { sort: "unread", text: all };
  const chip = (sort, text) => (text ? { sort, text } : unread);
  if (mark === "@") return readName(word, after, quoted, vocabulary, kind) ?? unread;
  if (mark === "#") return chip("theme", known(theme, word, after, vocabulary.themes));
  if (mark === "!") return chip("consensus", vocabulary.consensus[word.toLowerCase()]);
  if (due) return chip("due", /^\d{4}-\d{2}-\d{2}$/.test(due) && !Number.isNaN(Date.parse(due)) && due);
  if (indicator) return { sort: "indicator", text: indicator };
  return chip("target", vocabulary.targets[target.toLowerCase()] && `SDG ${target}`);
}

function readName(word, after, quoted, vocabulary, kind) {
  const addressee = known(found, word, after, vocabulary.addressees);
  if (kind === "recommendation" && addressee) return { sort: "addressee", text: addressee };
  const who = known(person, word, after, vocabulary.people);
  if (who) return { sort: "speaker", text: who };
  if (kind === "recommendation") return null;
  return addressee || quoted ? { sort: "speaker", text: addressee ?? word } : null;
}

/** The sign that is being typed before `caret`, and what it may become: { start, options: [{ text, insert }] }.
    Nothing where it says already what it may become: Enter is then meant for the line. */
export function complete(line, caret, vocabulary) {
  const open = /(?:^|\s)([@#!])([\p{L}\p{N}_’'.-]*)$/u.exec(line.slice(0, caret));
  if (!open) return null;
  const [, mark, begun] = open, key = plain(begun);
  const sources = {
    "@": [...vocabulary.addressees, ...vocabulary.people],
    "#": vocabulary.themes.map(([, name]) => name),
    "!": Object.keys(vocabulary.consensus),
  };
  if (sources[mark].some((name) => plain(name) === key) || (mark === "@" && person(begun, vocabulary.people))) return null;
  const fits = sources[mark].filter((name) => plain(name).includes(key)).sort((a, b) => rank(a, key) - rank(b, key));
  const options = fits.slice(0, 6).map((text) => ({ text, insert: `${mark}${/^[\p{L}\p{N}_-]+$/u.test(text) ? text : `"${text}"`} ` }));
  return options.length ? { start: caret - begun.length - 1, options } : null;
}

const rank = (name, key) => (plain(name).startsWith(key) ? 0 : 1);
