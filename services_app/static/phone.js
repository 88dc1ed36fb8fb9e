// What a phone keeps for its reader and for nobody else: a list to hand over, what is ticked, and
// the day of the last visit to what changed. One file for all: a page may ask for four things at most.

// A mediator's list: it is kept on this device, one for each town, and sent only by the form.
// What is sensitive is in no such list: its card leads to another kind of address.
{
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
      sessionStorage.removeItem("sent"); // it is not the list that was sent any more
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
      card.after(button(item(`${kind}/${slug}`, card.querySelector(":is(h2, h3, h4, h5) span"))));
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
    else keep(read());
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
    // It is deleted by the page that says that the list is ready: without a network, none comes.
    form.addEventListener("submit", () => {
      try {
        sessionStorage.setItem("sent", KEY);
      } catch {
        // Nothing is kept here.
      }
    });
    form.hidden = !rows.children.length;
    document.getElementById("empty").hidden = !form.hidden || form.dataset.given === "1";
  }

  if (form) order();
  else {
    onCards();
    main.append(bar);
    count();
  }
}

// Keeps what is ticked on this phone alone, takes it away with one tap, and makes reminders as a
// calendar file. Nothing is sent; what is kept names no topic.
{
  const KEY = "ticks"; // {id of the item: [ids of ticked rows]}
  const ROWS = ".steps input, main .checks input[value]";
  const boxesOf = (whole) => [...whole.querySelectorAll(ROWS)].filter((box) => !box.closest("form"));

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // a phone that lets nothing be kept, or what another program wrote
    }
  }

  function printNeeded() {
    document.documentElement.classList.add("needed");
    addEventListener("afterprint", () => document.documentElement.classList.remove("needed"), {
      once: true,
    });
    print();
  }

  // A day as calendar files write it, so many days before another; noon keeps clear of summer time.
  function dayBefore(date, days) {
    const day = new Date(`${date}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() - days);
    return day.toISOString().slice(0, 10);
  }

  function event(day, title) {
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const id = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16));
    return [
      "BEGIN:VEVENT",
      `UID:${id.join("")}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      `SUMMARY:${title}`,
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${title}`,
      "TRIGGER:PT9H",
      "END:VALARM",
      "END:VEVENT",
    ];
  }

  function remind(form) {
    const date = form.querySelector("input[type=date]").value;
    const today = new Date();
    const now = dayBefore(
      [today.getFullYear(), today.getMonth() + 1, today.getDate()]
        .map((part) => String(part).padStart(2, "0"))
        .join("-"),
      0,
    );
    const days = [...form.querySelectorAll("[name=before]:checked")]
      .map((box) => dayBefore(date, Number(box.value)))
      .filter((day) => day >= now);
    const said = form.querySelector("[data-past]");
    said.textContent = days.length ? "" : said.dataset.past;
    if (!days.length) return;
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reminder//EN"];
    for (const day of days) lines.push(...event(day, form.dataset.title));
    const body = [...lines, "END:VCALENDAR", ""].join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([body], { type: "text/calendar" }));
    link.download = "reminder.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // A checklist of a page, or of one part of a list that was handed over.
  function checklist(block) {
    const id = block.dataset.ticks;
    const boxes = boxesOf(block.closest("article.part") ?? document);

    function keep() {
      const all = kept();
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      // The desk shows the papers of a page without its steps: what is not here stays as it is.
      const here = new Set(boxes.map((box) => box.value));
      all[id] = [...(all[id] ?? []).filter((value) => !here.has(value)), ...ticked];
      try {
        if (all[id].length === 0) delete all[id];
        if (Object.keys(all).length === 0) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, JSON.stringify(all));
      } catch {
        // The ticks then last as long as the page.
      }
    }

    function restore() {
      const ticked = new Set(kept()[id]);
      for (const box of boxes) box.checked = ticked.has(box.value);
    }

    function forget() {
      try {
        localStorage.removeItem(KEY); // of every page: who deletes wants nothing to be found
      } catch {
        // Nothing was kept.
      }
      for (const box of boxesOf(document)) box.checked = false;
      const said = block.querySelector("[data-deleted]");
      said.textContent = said.dataset.deleted;
    }

    block.hidden = false;
    restore();
    addEventListener("pageshow", (shown) => {
      if (shown.persisted) restore(); // a page that comes back from memory
    });
    for (const box of boxes) box.addEventListener("change", keep);
    block.querySelector("[data-act=forget]").addEventListener("click", forget);
    block.querySelector("[data-act=print]")?.addEventListener("click", printNeeded);
    const form = block.querySelector("form");
    form?.addEventListener("submit", (sent) => {
      sent.preventDefault();
      remind(form);
    });
  }

  document.querySelectorAll("[data-ticks]").forEach(checklist);
}

// What is new since the last visit to this page: the two last days of a visit stay on this device.
{
  const block = document.getElementById("visit");
  const KEY = `visit ${document.getElementById("list").dataset.town}`;

  function visits() {
    try {
      return localStorage.getItem(KEY)?.split(" ") ?? [];
    } catch {
      return []; // a browser that keeps nothing
    }
  }

  // Looked at twice in a day, the page still tells what is new since the visit before.
  function lastVisit(today) {
    const [latest, before = ""] = visits();
    const last = latest === today ? before : (latest ?? "");
    try {
      localStorage.setItem(KEY, `${today} ${last}`.trim());
    } catch {
      return ""; // as above
    }
    return /^\d{4}-\d\d-\d\d$/.test(last) ? last : "";
  }

  function mark(last) {
    const words = new Intl.DateTimeFormat([document.documentElement.lang, "en"], {
      dateStyle: "long",
      numberingSystem: "latn",
      timeZone: "UTC",
    }).format(new Date(last));
    const lines = [...document.querySelectorAll("[data-day]")];
    // What changed later on that very day may not have been seen.
    const fresh = lines.filter((line) => line.dataset.day >= last);
    for (const line of fresh) {
      const tag = document.createElement("b");
      tag.className = "tag fresh";
      tag.textContent = block.dataset.new;
      line.querySelector("small").prepend(tag, " ");
    }
    const seen = lines[fresh.length];
    const rule = document.createElement("li");
    rule.className = "seen";
    rule.textContent = block.dataset.before.replace("{date}", words);
    seen?.before(rule);
    const said = fresh.length ? `${block.dataset.since} (${fresh.length})` : block.dataset.before;
    block.querySelector("p").textContent = said.replace("{date}", words);
  }

  if (block) {
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    const last = lastVisit(today);
    if (last) mark(last);
    block.hidden = false;
    const forget = block.querySelector("button");
    forget.addEventListener("click", () => {
      try {
        localStorage.removeItem(KEY);
      } catch {
        // Nothing was kept.
      }
      block.querySelector("p").textContent = forget.dataset.deleted;
    });
  }
}
