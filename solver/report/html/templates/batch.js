// Sorts and filters the table of a batch. Without it the table has all of its lines, in their order.
const root = document.documentElement;  // while it is "scripted" no time is lost on laying out all the lines
root.classList.add("scripted");
addEventListener("DOMContentLoaded", () => {
  const find = (name) => document.getElementById(name);
  const table = find("plans"), body = table.tBodies[0], rows = [...body.rows], more = find("more");
  const step = Number(table.dataset.step), texts = Number(table.dataset.texts);
  const words = find("words"), picks = [...document.querySelectorAll("select")];
  let said = null;
  const first = (row, k) => row.cells[k].firstChild ? row.cells[k].firstChild.textContent : "";
  let order = rows.map((_, k) => k), found = order, shown = step;

  const show = () => {
    body.replaceChildren(...found.slice(0, shown).map((k) => rows[k]));
    find("count").textContent = `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} lines`;
    more.hidden = found.length <= shown;
    more.textContent = `Show ${Math.min(step, found.length - shown).toLocaleString("en")} more`;
  };
  const filter = () => {
    said ??= rows.map((row) => [...row.cells].slice(0, texts).map((each) => each.textContent).join(" ").toLowerCase());
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = order.filter((k) => wanted.every((word) => said[k].includes(word))
      && picks.every((pick) => !pick.value || first(rows[k], Number(pick.dataset.column)) === pick.value));
    shown = step;
    show();
  };
  const value = (text, number) => number ? (text === "" ? NaN : Number(text.replaceAll(",", ""))) : text.toLowerCase();
  const sort = (head, k) => {
    const number = head.classList.contains("number"), was = head.getAttribute("aria-sort");
    const sign = was === (number ? "descending" : "ascending") ? (number ? 1 : -1) : (number ? -1 : 1);
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const keys = rows.map((row) => value(first(row, k), number)), none = (key) => key === "" || key !== key;
    order.sort((a, b) => {
      const x = keys[a], y = keys[b];
      if (none(x) || none(y)) return none(x) - none(y) || a - b;
      return x < y ? -sign : x > y ? sign : a - b;
    });
    filter();
  };

  [...table.tHead.rows[0].cells].forEach((head, k) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, k));
    head.append(button);
  });
  words.addEventListener("input", filter);
  picks.forEach((pick) => pick.addEventListener("change", filter));
  more.addEventListener("click", () => { shown += step; show(); });
  find("tools").addEventListener("submit", (event) => event.preventDefault());
  find("tools").hidden = false;
  show();
  root.classList.remove("scripted");
});
