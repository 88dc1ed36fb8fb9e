// Makes an Italian CV and a skills card of what a reader chooses in another language, on this
// device alone: nothing is sent, and kept is only what the reader wants to keep.

const KEY = "cv"; // {own: {name: [values]}, jobs: [the same], languages: [the same]}
const MOST = { jobs: 5, languages: 6 }; // what one sheet of paper takes
const root = document.getElementById("cv");
const keep = document.getElementById("keep");
const result = document.getElementById("made");
const paper = document.getElementById("paper");
const text = document.getElementById("text");
const status = document.getElementById("said");
const lang = document.documentElement.lang;
let shown = null; // which of the two papers stands there
let lines = []; // the same as text

const made = (tag, more = {}, ...inside) => {
  const node = Object.assign(document.createElement(tag), more);
  node.append(...inside);
  return node;
};
const rowsOf = (name) => [...root.querySelector(`[data-rows=${name}]`).children];
const controls = (box) =>
  [...box.querySelectorAll("[name]")].filter(
    (each) => (each.closest("[data-row]") ?? root) === box,
  );
const chosen = (each) => !/checkbox|radio/.test(each.type) || each.checked;

// What was typed and chosen, and putting it back.

function read(box) {
  const all = {};
  for (const each of controls(box)) {
    if (chosen(each) && each.value.trim()) (all[each.name] ??= []).push(each.value);
  }
  return all;
}

function fill(box, all) {
  for (const each of controls(box)) {
    const given = Array.isArray(all?.[each.name]) ? all[each.name] : [];
    if (/checkbox|radio/.test(each.type)) each.checked = given.includes(each.value);
    else {
      each.value = typeof given[0] === "string" ? given[0] : "";
      if (each.selectedIndex === -1) each.selectedIndex = 0; // a code that is no more
    }
  }
  const tasks = box.querySelector(":scope > [data-tasks]");
  if (tasks) offerTasks(box, tasks);
}

function offerTasks(row, tasks) {
  const job = row.querySelector("[name=job]").selectedIndex - 1;
  tasks.hidden = job < 0;
  for (const label of tasks.querySelectorAll("label")) {
    label.hidden = !label.dataset.of.split(" ").includes(String(job));
    if (label.hidden) label.firstElementChild.checked = false;
  }
}

function add(name, all = {}) {
  const rows = root.querySelector(`[data-rows=${name}]`);
  if (rows.children.length >= MOST[name]) return null;
  rows.append(rows.nextElementSibling.content.cloneNode(true));
  const row = rows.lastElementChild;
  const jobs = row.querySelector("[name=job]");
  if (jobs) {
    jobs.append(made("option"));
    for (const sector of root.querySelectorAll("[data-sector]")) {
      const label = sector.previousElementSibling.firstChild.textContent.trim();
      const group = made("optgroup", { label });
      for (const each of sector.querySelectorAll("input")) {
        const option = made("option", { value: each.value, textContent: own(each) });
        Object.assign(option.dataset, each.dataset);
        group.append(option);
      }
      jobs.append(group);
    }
  }
  fill(row, all);
  return row;
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // a phone that keeps nothing, or what another program wrote
  }
}

function store() {
  const all = { own: read(root), jobs: rowsOf("jobs").map(read) };
  all.languages = rowsOf("languages").map(read);
  try {
    if (keep.checked) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    keep.checked = false;
  }
}

function start(all) {
  const list = (given) => (Array.isArray(given) ? given : []);
  fill(root, all?.own);
  for (const name of ["jobs", "languages"]) {
    root.querySelector(`[data-rows=${name}]`).replaceChildren();
    for (const each of list(all?.[name])) add(name, each);
  }
  if (!rowsOf("languages").length) add("languages", { language: ["italiano"] });
  keep.checked = Boolean(all);
  show(null);
  count();
}

function forget() {
  keep.checked = false;
  store();
  start(null);
}

// Words: `it` is for the employer, `own` for the reader.

const own = (each) =>
  (each.matches("option") ? each : each.closest("label")).textContent.trim();
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const plain = (words) => ({ it: words, own: words });

function word(each) {
  const { value: he, dataset } = each;
  const { she = he } = dataset;
  const form = root.querySelector("[name=form]:checked")?.value;
  const it = { he, she }[form] ?? (she === he ? he : `${he} / ${she}`);
  return { it, own: own(each) };
}

function picked(box, ...names) {
  return controls(box)
    .filter((each) => names.includes(each.name) && chosen(each) && each.value)
    .map((each) => word(each.selectedOptions?.[0] ?? each));
}

const fixed = (name) => {
  const [it, said] = paper.dataset[name].split("|");
  return { it, own: said };
};
const both = (one, other, join) => ({ it: join(one.it, other.it), own: join(one.own, other.own) });
// Keyboards of some languages write other digits than those that Italians read.
const digits = (words) =>
  words.trim().replace(/[٠-٩۰-۹০-৯]/g, (each) => "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹০১২৩৪৫৬৭৮৯".indexOf(each) % 10);
const typed = (box, name) => digits(controls(box).find((each) => each.name === name).value);

function job(row) {
  const [what] = picked(row, "job");
  if (!what) return null;
  const [from, to] = [typed(row, "from"), typed(row, "to")];
  const still = row.querySelector("[name=still]").checked;
  const until = still ? fixed("untilNow") : plain(to);
  const years = both(plain(from), until, (one, other) => [one, other].filter(Boolean).join(" – "));
  const said = [years, plain(typed(row, "place")), ...picked(row, "learnt")]
    .filter(({ it }) => it)
    .reduce((all, each) => both(all, each, (a, b) => `${a} · ${b}`), what);
  return { ...said, more: picked(row, "task"), last: still ? "9999" : to || from };
}

function language(row) {
  const [[which], [level]] = [picked(row, "language"), picked(row, "level")];
  if (!which || !level) return null;
  return both(which, level, (one, other) => `${one}: ${other}`);
}

function school() {
  const [[level], [where]] = [picked(root, "schooling"), picked(root, "schooled")];
  const told = level && where ? both(level, where, (one, other) => `${one} (${other})`) : level;
  const [first, ...others] = picked(root, "course");
  if (!first) return told ? [told] : [];
  const listed = others.reduce((all, each) => both(all, each, (a, b) => `${a}, ${b}`), first);
  const courses = both(fixed("courses"), listed, (a, b) => `${a}: ${b}`);
  return told ? [told, courses] : [courses];
}

function parts() {
  const contacts = controls(root).filter((each) => ["phone", "mail", "town"].includes(each.name));
  const found = {
    contacts: contacts
      .filter((each) => each.value.trim())
      .map((each) => plain(`${each.dataset.it}: ${digits(each.value)}`)),
    wanted: picked(root, "occupation"),
    experience: rowsOf("jobs").map(job).filter(Boolean).sort((a, b) => b.last.localeCompare(a.last)),
    skills: picked(root, "skill"),
    languages: rowsOf("languages").map(language).filter(Boolean),
    school: school(),
    licences: picked(root, "licence"),
    availability: picked(root, "working_time", "shift", "availability"),
  };
  return [...root.querySelectorAll("[data-part]")]
    .map((part) => ({
      name: part.dataset.part,
      head: { it: part.dataset.it, own: part.querySelector("h2").textContent },
      inside: found[part.dataset.part],
    }))
    .filter((part) => part.inside.length);
}

// The two papers, each as a page and as text.

function curriculum() {
  const title = typed(root, "name") || fixed("cv").it;
  paper.append(made("h2", {}, made("bdi", { textContent: title })));
  lines = [title];
  for (const { name, head, inside } of parts()) {
    const list = made("ul", { className: name });
    paper.append(made("h3", { textContent: head.it }), list);
    lines.push("", head.it.toUpperCase());
    for (const { it, more = [] } of inside) {
      const row = made("li", {}, made("bdi", { textContent: capital(it) }));
      lines.push(`- ${capital(it)}`);
      const tasks = capital(more.map((each) => each.it).join("; "));
      if (tasks) {
        row.append(made("p", { textContent: tasks }));
        lines.push(`  ${tasks}`);
      }
      list.append(row);
    }
  }
}

function pair(tag, words) {
  const italian = made("span", { lang: "it", dir: "ltr", textContent: capital(words.it) });
  const said = made("span", { textContent: words.own });
  lines.push(lang === "it" ? capital(words.it) : `${capital(words.it)} / ${words.own}`);
  return made(tag, { className: "both" }, italian, ...(lang === "it" ? [] : [said]));
}

function competences() {
  lines = [];
  paper.append(pair("h2", fixed("card")));
  if (typed(root, "name")) {
    paper.append(made("p", {}, made("bdi", { textContent: typed(root, "name") })));
    lines.push(typed(root, "name"));
  }
  for (const { name, head, inside } of parts()) {
    if (["contacts", "wanted", "availability"].includes(name)) continue;
    lines.push("");
    paper.append(pair("h3", head));
    const list = made("ul");
    for (const { more = [], ...words } of inside) {
      const first = pair("li", words);
      if (more.length) first.classList.add("of");
      list.append(first, ...more.map((each) => pair("li", each)));
    }
    paper.append(list);
  }
  lines.push("");
  paper.append(...["ask", "notChecked", "signature"].map((each) => pair("p", fixed(each))));
}

function show(which) {
  shown = which;
  paper.replaceChildren();
  text.hidden = true;
  lines = [];
  result.hidden = !which;
  if (!which) return;
  paper.className = which;
  paper.lang = which === "competences" ? lang : "it";
  paper.dir = which === "competences" ? document.documentElement.dir : "ltr";
  document.getElementById("bring").hidden = which !== "competences";
  ({ curriculum, competences })[which]();
}

function count() {
  for (const box of root.querySelectorAll("details")) {
    const number = [...box.querySelectorAll("[name]:not([name=language])")].filter(
      (each) => chosen(each) && each.value.trim(),
    ).length;
    box.querySelector("summary b").textContent = number ? `✓ ${number}` : "";
  }
}

const acts = {
  add(button) {
    const row = add(button.parentElement.querySelector("[data-rows]").dataset.rows);
    row?.querySelector("select").focus();
  },
  remove(button) {
    const next = button.closest("details").querySelector("[data-do=add]");
    button.closest("[data-row]").remove();
    next.focus();
  },
  curriculum: () => open("curriculum"),
  competences: () => open("competences"),
  forget() {
    forget();
    status.textContent = status.dataset.deleted;
  },
  print: () => print(),
  async copy() {
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      status.textContent = status.dataset.copied;
    } catch {
      text.hidden = false; // an old phone: it is there to be taken
      text.value = lines.join("\n");
      text.select();
    }
  },
  share: () => navigator.share({ text: lines.join("\n") }).catch(() => {}),
};

function open(which) {
  if (!parts().length) {
    status.textContent = status.dataset.nothing;
    return;
  }
  show(which);
  paper.focus();
  paper.scrollIntoView();
}

function changed() {
  store();
  count();
  if (shown) show(shown);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]");
  if (!button) return;
  status.textContent = "";
  acts[button.dataset.do](button);
  if (root.contains(button) && /add|remove/.test(button.dataset.do)) changed();
});
root.addEventListener("input", ({ target }) => {
  const row = target.closest("[data-row]");
  if (target.name === "job") offerTasks(row, row.querySelector("[data-tasks]"));
  changed();
});
// Nothing that was chosen is the browser's to keep. On a phone of several people "back" must not bring up what one of them did not keep.
addEventListener("pagehide", () => keep.checked || start(null));
addEventListener("pageshow", ({ persisted }) => persisted && start(stored()));
addEventListener("storage", ({ key, newValue }) => key === KEY && !newValue && start(null));
addEventListener("beforeunload", (left) => {
  if (!keep.checked && parts().length) left.preventDefault();
});

root.hidden = false;
document.querySelector("[data-do=share]").hidden = !navigator.share;
start(stored());
