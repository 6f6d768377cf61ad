// Elements: everything a script of this page shows is made here, and text only ever as text.

const $ = (id) => document.getElementById(id);

// h("p", {class: "muted", onclick: f}, "text", child, …): an element.
function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false));
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return element;
}

// Says something to those who do not see the page change.
function announce(text) {
  $("said").textContent = text;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages opened from a file may not ask for the clipboard; a selection may be copied always.
    const field = h("textarea", {class: "unseen", "aria-hidden": "true", tabindex: "-1"});
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

function copyButton(text, key = "copy") {
  return h("button", {type: "button", class: "copy", "data-copy": text, "data-t": key}, t(key));
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await copyText(button.dataset.copy);
  button.focus();
  const before = button.textContent;
  button.textContent = t("copied");
  button.classList.add("done");
  announce(t("copied"));
  setTimeout(() => {
    button.textContent = button.dataset.t ? t(button.dataset.t) : before;
    button.classList.remove("done");
  }, 1500);
});
