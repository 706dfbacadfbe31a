/* Progressive touches only: every page works without this file. No inline handlers, so the content policy can stay strict. */
(function () {
  "use strict";
  var doc = document, KEEP = "qx-draft:";
  function all(sel, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(sel)); }

  // "/" goes to the global search, unless somebody is typing
  doc.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable) return;
    var box = doc.querySelector("[data-slash]");
    if (box && box.offsetParent) { e.preventDefault(); box.focus(); box.select(); }
  });

  // floating menus close on Escape and on a click elsewhere
  function closeDrops(except) {
    all("details.qx-drop[open]").forEach(function (d) { if (d !== except && !d.contains(except)) d.open = false; });
  }
  doc.addEventListener("click", function (e) { closeDrops(e.target.closest ? e.target.closest("details.qx-drop") : null); });
  doc.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    var open = doc.querySelector("details.qx-drop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // one submission per form; the button says so in words
  doc.addEventListener("submit", function (e) {
    var form = e.target;
    if (!form.hasAttribute("data-once")) return;
    if (form.getAttribute("data-sent")) { e.preventDefault(); return; }
    form.setAttribute("data-sent", "1");
    var button = e.submitter || form.querySelector("button.btn-primary");
    if (button) setTimeout(function () {
      button.setAttribute("data-words", button.innerHTML);
      button.setAttribute("aria-disabled", "true");
      button.textContent = doc.documentElement.lang === "en" ? "Sending…" : "正在提交…";
    }, 0);
  });
  // coming back by the browser's own button finds the form ready again
  window.addEventListener("pageshow", function () {
    all("form[data-sent]").forEach(function (f) { f.removeAttribute("data-sent"); });
    all("button[data-words]").forEach(function (b) { b.innerHTML = b.getAttribute("data-words"); b.removeAttribute("data-words"); b.removeAttribute("aria-disabled"); });
  });

  // drafts stay in this browser; identity numbers, accounts, passwords and files never do
  function keepable(el) { return el.name && !/^(password|file|hidden)$/.test(el.type) && el.name !== "csrfmiddlewaretoken" && !el.hasAttribute("data-secret") && !/identity|id_number|account|password|otp|token/.test(el.name); }
  function say(form, text) { var s = form.querySelector("[data-draft-state]"); if (s) s.textContent = text; }
  all("form[data-draft]").forEach(function (form) {
    var key = KEEP + form.getAttribute("data-draft") + ":" + location.pathname, zh = doc.documentElement.lang !== "en";
    try {
      var kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept && !form.querySelector(".bad")) {
        var used = false;
        all("input,select,textarea", form).forEach(function (el) {
          if (!keepable(el) || !(el.name in kept)) return;
          if (el.type === "checkbox" || el.type === "radio") { el.checked = kept[el.name].indexOf(el.value) >= 0; used = true; }
          else if (!el.value) { el.value = kept[el.name][0] || ""; used = true; }
        });
        if (used) say(form, zh ? "已填回上次没有交的内容" : "Your unsent entries are back");
      }
    } catch (err) { return; }
    form.addEventListener("input", function () {
      var out = {};
      all("input,select,textarea", form).forEach(function (el) {
        if (!keepable(el) || ((el.type === "checkbox" || el.type === "radio") && !el.checked)) return;
        (out[el.name] = out[el.name] || []).push(el.value);
      });
      try {
        localStorage.setItem(key, JSON.stringify(out));
        var now = new Date(), mm = ("0" + now.getMinutes()).slice(-2);
        say(form, (zh ? "已保存到本机 " : "Kept on this device ") + now.getHours() + ":" + mm);
      } catch (err) { /* private mode: nothing is kept, the form still works */ }
    });
    // the server redirects after success: a page that says so clears the draft
    form.addEventListener("submit", function () { try { sessionStorage.setItem("qx-sent", key); } catch (err) { /* as above */ } });
  });
  try {
    var sent = sessionStorage.getItem("qx-sent");
    if (sent && !doc.querySelector(".qx-note.err")) { if (!doc.querySelector("form[data-draft]")) localStorage.removeItem(sent); }
    sessionStorage.removeItem("qx-sent");
  } catch (err) { /* no storage */ }

  // batch bar: how many are picked
  function countPicked(form) {
    var out = form.querySelector("[data-picked]");
    if (out) out.textContent = all("td.pick :checked", form).length;
  }
  doc.addEventListener("change", function (e) { var f = e.target.closest && e.target.closest(".qx-register-form"); if (f) countPicked(f); });
  all(".qx-register-form").forEach(countPicked);

  // buttons that only a script can serve appear only with it
  all("[data-print]").forEach(function (b) { b.hidden = false; b.addEventListener("click", function () { window.print(); }); });
  all("[data-read]").forEach(function (b) {
    if (!("speechSynthesis" in window)) return;
    var voice = window.speechSynthesis, say = b.children[b.children.length - 2], stop = b.children[b.children.length - 1], main = doc.querySelector("main");
    function show(speaking) { say.hidden = speaking; stop.hidden = !speaking; }
    b.hidden = false;
    b.addEventListener("click", function () {
      voice.cancel();
      if (say.hidden) { show(false); return; }
      var words = new SpeechSynthesisUtterance(main.innerText.replace(b.innerText, ""));
      words.lang = doc.documentElement.lang;
      words.onend = words.onerror = function () { show(false); };
      voice.speak(words);
      show(true);
    });
    window.addEventListener("pagehide", function () { voice.cancel(); show(false); });
  });

  // the error summary takes the focus; after a swap, the new heading does
  var box = doc.querySelector("[data-focus]");
  if (box && !box.closest("[data-quiet]")) box.focus();
  doc.addEventListener("htmx:beforeRequest", function (e) { if (e.detail.target) e.detail.target.setAttribute("aria-busy", "true"); });
  doc.addEventListener("htmx:afterSwap", function (e) {
    var at = e.detail.target;
    if (!at) return;
    at.removeAttribute("aria-busy");
    var head = at.querySelector("[data-focus],h1,h2,h3");
    if (head) { head.setAttribute("tabindex", "-1"); head.focus({ preventScroll: true }); }
  });
  // forms answered 422 hold their errors: let htmx show them
  doc.addEventListener("htmx:beforeSwap", function (e) { if (e.detail.xhr.status === 422) { e.detail.shouldSwap = true; e.detail.isError = false; } });
})();
