/* Progressive touches only: every page works without this file. No inline handlers, so the content policy can stay strict. */
(function () {
  "use strict";
  var doc = document;
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
  // coming back by the browser's own button, or after a sending that found no network, finds the form ready again
  function ready() {
    all("form[data-sent]").forEach(function (f) { f.removeAttribute("data-sent"); });
    all("button[data-words]").forEach(function (b) { b.innerHTML = b.getAttribute("data-words"); b.removeAttribute("data-words"); b.removeAttribute("aria-disabled"); });
  }
  window.addEventListener("pageshow", ready);
  doc.addEventListener("qx:ready", ready);

  // batch bar: how many are picked
  function countPicked(form) {
    var out = form.querySelector("[data-picked]");
    if (out) out.textContent = all("td.pick :checked", form).length;
  }
  doc.addEventListener("change", function (e) { var f = e.target.closest && e.target.closest(".qx-register-form"); if (f) countPicked(f); });

  // what is set on single elements: at the start, and when drafts.js has put an answer in the page's place
  function dress() {
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
        // many phones have the interface and no voice: some say so, some stay silent
        var mute = doc.querySelector("[data-mute]"), begun = false;
        function silent() { voice.cancel(); show(false); mute.hidden = false; }
        mute.hidden = true;
        words.onstart = function () { begun = true; };
        words.onend = function () { show(false); };
        words.onerror = function (e) { if (/cancel|interrupt/.test(e.error)) show(false); else silent(); };
        voice.speak(words);
        show(true);
        setTimeout(function () { if (!begun && say.hidden) silent(); }, 4000);
      });
      window.addEventListener("pagehide", function () { voice.cancel(); show(false); });
    });
    // the error summary takes the focus
    var box = doc.querySelector("[data-focus]");
    if (box && !box.closest("[data-quiet]")) box.focus();
  }
  dress();
  doc.addEventListener("qx:shown", dress);

  // a screen on the wall asks for itself anew; without network it keeps what it had, and says since when
  all("[data-refresh]").forEach(function (box) {
    var warning = doc.querySelector("[data-stale]");
    function stale() { warning.textContent = warning.getAttribute("data-stale") + box.querySelector("[data-now]").textContent; warning.hidden = false; }
    setInterval(function () {
      fetch(location.href, { cache: "no-store" }).then(function (r) { return r.ok ? r.text() : Promise.reject(); }).then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-refresh]");
        if (!fresh) return stale();
        if (fresh.innerHTML !== box.innerHTML) box.innerHTML = fresh.innerHTML;
        warning.hidden = true;
      }).catch(stale);
    }, 1000 * box.getAttribute("data-refresh"));
  });
})();
