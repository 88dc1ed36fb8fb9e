// A mediator's list: it is kept on this device, one for each town, and sent only by the form.
// What is sensitive is in no such list: its card leads to another kind of address.

const { dataset: say } = document.getElementById("list");
const KEY = `list ${say.town}`;
const main = document.querySelector("main");
const form = document.getElementById("share");

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return []; // a browser that keeps nothing
  }
}

function keep(items) {
  try {
    if (items.length) localStorage.setItem(KEY, JSON.stringify(items));
    else localStorage.removeItem(KEY);
  } catch {
    return; // as above
  }
}

const made = (tag, more) => Object.assign(document.createElement(tag), more);

function button(item, words) {
  const own = made("button", { type: "button", className: words ? "" : "plus" });
  const show = () => {
    const inside = read().some(({ key }) => key === item.key);
    own.setAttribute("aria-pressed", inside);
    if (words) own.textContent = inside ? `✓ ${say.added}` : `+ ${say.add}`;
    else {
      own.textContent = inside ? "✓" : "+";
      own.setAttribute("aria-label", `${say.add}: ${item.title}`);
    }
  };
  own.addEventListener("click", () => {
    const others = read().filter(({ key }) => key !== item.key);
    keep(others.length < read().length ? others : [...others, item]);
    show();
    count();
  });
  show();
  return own;
}

function item(key, title) {
  const lang = title.closest("[lang]").lang;
  return { key, lang, title: title.textContent.trim() };
}

function onCards() {
  for (const card of document.querySelectorAll("a.card:not(.sample)")) {
    const [, , town, kind, slug] = card.pathname.split("/");
    if (town !== say.town || !slug) continue;
    card.parentElement.classList.add("can-add");
    card.after(button(item(`${kind}/${slug}`, card.querySelector("h2 span, h3 span"))));
  }
  const own = document.querySelector("[data-item]");
  if (own) own.append(button(item(own.dataset.item, document.querySelector("h1 span")), true));
}

const bar = made("p", { className: "mylist" });
bar.setAttribute("role", "status");

function count() {
  const number = read().length;
  bar.replaceChildren();
  if (number) bar.append(made("a", { href: say.href, textContent: `${say.list} (${number})` }));
}

function row({ key, title, lang }) {
  const label = document.createElement("label");
  const box = made("input", { type: "checkbox", name: "item", value: key, checked: true });
  label.append(box, made("span", { textContent: title, lang, dir: "auto" }));
  const own = document.createElement("li");
  own.append(label);
  return own;
}

function order() {
  const rows = form.querySelector("ol");
  const boxes = () => [...rows.querySelectorAll("input")];
  const save = () =>
    keep(
      boxes()
        .filter(({ value }) => value.includes("/"))
        .map((box) => item(box.value, box.nextElementSibling)),
    );
  if (form.dataset.given === "1") save();
  const there = new Set(boxes().map(({ value }) => value));
  rows.prepend(...read().filter(({ key }) => !there.has(key)).map(row));
  const move = (own, up) => (event) => {
    if (up) own.previousElementSibling?.before(own);
    else own.nextElementSibling?.after(own);
    save();
    event.currentTarget.focus();
  };
  for (const own of rows.children) {
    const title = own.textContent.trim();
    for (const up of [true, false]) {
      const arrow = made("button", { type: "button", textContent: up ? "↑" : "↓" });
      arrow.setAttribute("aria-label", `${up ? form.dataset.up : form.dataset.down}: ${title}`);
      arrow.addEventListener("click", move(own, up));
      own.append(arrow);
    }
  }
  const forget = made("button", { type: "button", textContent: form.dataset.forget });
  forget.className = "plain";
  forget.addEventListener("click", () => (keep([]), location.replace(say.href)));
  form.append(forget);
  // The next list is another person's: what is sent does not stay here.
  form.addEventListener("submit", () => keep([]));
  form.hidden = !rows.children.length;
  document.getElementById("empty").hidden = !form.hidden || form.dataset.given === "1";
}

if (form) order();
else {
  onCards();
  main.append(bar);
  count();
}
