/* Forms on a phone with a weak network: what is typed is kept on the phone until it is sent, and it is sent exactly once.

   A form with data-draft is written down at each change (IndexedDB, by account): never identity numbers, accounts, passwords or files. One with a
   number of its own (field "key") goes out by fetch; without an answer it waits in the queue and goes out again under the same number, which the
   server keeps in the transaction of the command. A draft lives a day, the queue three, and logging out ends both. No service worker: WeChat on
   iOS has none. Without this file, or in an older browser, every form is a plain POST.

   Who has no login ("(guest)") may hold somebody else's phone: two hours and one day, a word that says so, and 「清除本机内容」. Where the form asks
   first (data-keep, of what protects who tells it) nothing is kept unless he ticks it, and what found no network stays in the page alone. */
(function () {
  "use strict";
  const doc = document, account = doc.body.getAttribute("data-account") || "";
  if (!account || !window.indexedDB || !window.fetch) return;
  const guest = account === "(guest)", HOUR = 3600000, DRAFT = (guest ? 2 : 24) * HOUR, QUEUE = (guest ? 24 : 72) * HOUR, PATIENCE = 30000, AGAIN = 20000;
  const zh = doc.documentElement.lang !== "en", here = location.pathname + location.search;
  const words = zh ? {
    kept: (at) => "已保存到本机 " + at, waits: (n) => "，待发送 " + n + " 条", back: "已填回上次没有交的内容",
    weak: guest ? "还没有发出去。连上网、开着这一页就自动发送，编号和查询码显示在这里。" : "网络不稳，已存在手机里，连上网自动发送。可以接着填下一件。", unkept: "身份证号码不存在手机里，发送后请再核对证件。",
    queue: (n) => "待发送 " + n + " 条，本机最多存 " + QUEUE / HOUR + " 小时。", go: "去发送", sent: (n) => "已发送 " + n + " 条",
    leave: (n) => "还有 " + n + " 条没有发送。请连上网发送以后再退出；再点一次「退出登录」，就连同没有发送的一起删除。",
    unsent: "没有网络，还没有发出去，也没有存在手机里。请不要关这一页，连上网再点一次，不会重复。", cleared: "本机内容已清除",
    clear: (n) => "还有 " + n + " 条没有发送。再点一次「清除本机内容」，就连同没有发送的一起删除。",
  } : {
    kept: (at) => "Kept on this phone " + at, waits: (n) => ", " + n + " to send", back: "Your unsent entries are back",
    weak: guest ? "Not sent yet. It is sent once the network is back and this page is open; number and code then appear here." : "The network is weak: kept on this phone, sent once it is back. You may fill in the next one.", unkept: "Identity numbers are not kept on the phone; check the card again after sending.",
    queue: (n) => n + " to send; kept on this phone for " + QUEUE / HOUR + " hours at most.", go: "Send now", sent: (n) => n + " sent",
    leave: (n) => n + " not sent yet. Connect and send before logging out; pressing “Log out” once more deletes them.",
    unsent: "No network: not sent, and not kept on this phone. Leave this page open and press again once it is back; it is sent once only.", cleared: "Nothing is kept on this phone",
    clear: (n) => n + " not sent yet. Pressing “Clear this phone” once more deletes them.",
  };

  // the store
  const opened = new Promise(function (ok, no) {
    const asked = indexedDB.open("qianxian", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept", { keyPath: "id" });
    asked.onsuccess = () => ok(asked.result);
    asked.onerror = asked.onblocked = no;
  });
  function store(work, mode) {
    return opened.then((db) => new Promise(function (ok, no) {
      const turn = db.transaction("kept", mode || "readonly"), asked = work(turn.objectStore("kept"));
      turn.oncomplete = () => ok(asked.result);
      turn.onerror = turn.onabort = no;
    }));
  }
  const keep = (row) => store((rows) => rows.put(row), "readwrite");
  const drop = (id) => store((rows) => rows.delete(id), "readwrite");
  async function mine() {
    const rows = await store((all) => all.getAll()), now = Date.now(), late = (row) => now - row.at > (row.queued ? QUEUE : DRAFT);
    for (const row of rows.filter(late)) await drop(row.id);
    return rows.filter((row) => row.account === account && !late(row));
  }
  const queue = async () => (await mine()).filter((row) => row.queued);

  // what of a form may be kept
  const secret = (el) => el.hasAttribute("data-secret") || /^(password|file)$/.test(el.type) || /identity|id_number|account|password|otp|token/.test(el.name);
  const filled = (form) => Array.from(form.elements).filter((el) => el.name && !/^(submit|button)$/.test(el.type) && !(/^(checkbox|radio)$/.test(el.type) && !el.checked));
  const fields = (form) => filled(form).filter((el) => !secret(el)).map((el) => [el.name, el.value]);
  const draftId = (form) => [account, form.getAttribute("data-draft"), location.pathname].join("|");
  const may = (form) => { const asks = form.querySelector("[data-keep]"); return !asks || asks.checked; };
  const clock = () => new Date().toTimeString().slice(0, 5);
  const number = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  function say(form, text) { const at = form.querySelector("[data-draft-state]"); if (at) at.textContent = text; }

  function fill(form, row) {
    let used = false;
    for (const el of Array.from(form.elements)) {
      const values = row.fields.filter((one) => one[0] === el.name).map((one) => one[1]);
      if (!el.name || el.type === "hidden" || secret(el)) continue;
      if (/^(checkbox|radio)$/.test(el.type)) el.checked = values.indexOf(el.value) >= 0;
      else if (values.length && !el.value) { el.value = values[0]; used = true; }
    }
    return used;
  }

  // the bar above the page: what still waits, and where it is sent from
  const bar = () => doc.querySelector("[data-pending]");
  function tell(text, url) {
    const at = bar();
    if (!at) return;
    at.textContent = text;
    at.hidden = !text;
    if (url) {
      const link = doc.createElement("a");
      link.href = url;
      link.textContent = words.go;
      at.append(" ", link);
    }
  }
  async function count() {
    const rows = await queue(), elsewhere = rows.find((row) => row.path !== here);
    tell(rows.length ? words.queue(rows.length) : "", elsewhere && elsewhere.path);
    return rows.length;
  }

  // sending
  let standing = here; // the page that stands here now
  async function post(path, body) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(path, { method: "POST", body: body, signal: stop.signal, credentials: "same-origin" });
      return { status: answer.status, url: answer.url, html: await answer.text() };
    } catch (lost) {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
  // "lost": nobody knows whether it arrived; "login": the session is over; "wrong": it was looked at and sent back; "done"
  async function settle(row, answer) {
    if (!answer || answer.status >= 500 || (answer.status === 429 && !guest)) return "lost"; // a guest is told to wait, and by whom he may ask
    if (answer.status === 401 || new URL(answer.url).pathname.indexOf("/login/") === 0) return "login";
    await drop(row.id);
    if (answer.status < 400) { await drop(row.draft); return "done"; }
    if (row.queued) await keep({ id: row.draft, account: account, path: row.path, fields: row.fields, at: Date.now() });
    return "wrong";
  }
  function login(path) { location.href = "/login/?next=" + encodeURIComponent(path); }
  const parsed = (answer) => new DOMParser().parseFromString(answer.html, "text/html");
  function show(answer) {
    const page = parsed(answer);
    doc.title = page.title;
    doc.documentElement.replaceChild(doc.adoptNode(page.body), doc.body);
    if (answer.url !== location.href) history.pushState(null, "", answer.url);
    standing = location.pathname + location.search;
    window.scrollTo(0, 0);
    doc.dispatchEvent(new Event("qx:shown"));
    dress();
    count().catch(() => {});
  }
  // Going back from what was shown in place of a page; a jump to an anchor (跳到正文) leaves the page as it is.
  window.addEventListener("popstate", () => { if (location.pathname + location.search !== standing) location.reload(); });

  // A press while the queue goes out waits for its turn; what went out meanwhile is told under the press's own answer.
  let sending = false, round = null;
  const emptied = new WeakSet(); // whose words wait in the queue: pressed again before anything is typed, it has nothing to send
  const release = () => setTimeout(() => doc.dispatchEvent(new Event("qx:ready")), 50); // app.js marks the form as sent after this
  async function send(form) {
    if (sending) return;
    if (emptied.has(form)) { release(); return; }
    sending = true;
    const meanwhile = (await round) || [];
    const row = { id: form.elements.key.value, draft: draftId(form), account: account, path: here, fields: fields(form), at: Date.now(), queued: may(form) };
    const whole = new URLSearchParams(new FormData(form)), unkept = filled(form).some((el) => secret(el) && el.value && el.type !== "hidden");
    try { if (may(form)) await keep(row); } catch (full) { sending = false; form.submit(); return; } // nothing can be kept here: as without this file
    const answer = navigator.onLine ? await post(here, whole) : null, how = await settle(row, answer);
    sending = false;
    if (how === "login") return login(here);
    if (how !== "lost") { show(answer); return under(meanwhile); }
    under(meanwhile);
    if (!may(form)) { release(); return say(form, words.unsent); }
    await drop(row.draft);
    form.reset();
    emptied.add(form);
    form.removeAttribute("data-typed");
    form.elements.key.value = number();
    doc.dispatchEvent(new Event("qx:ready"));
    const waiting = await count();
    say(form, words.kept(clock()) + words.waits(waiting) + (zh ? "。" : ". ") + words.weak + (unkept ? words.unkept : ""));
  }

  async function out() {
    const token = doc.querySelector("[name=csrfmiddlewaretoken]"), answers = [];
    let ended = "";
    for (const row of (await queue()).filter((one) => one.path === here)) {
      const body = new URLSearchParams(row.fields);
      if (token) body.set("csrfmiddlewaretoken", token.value);
      const answer = await post(row.path, body);
      ended = await settle(row, answer);
      if (ended === "lost" || ended === "login") break;
      answers.push(answer);
    }
    return { answers: answers, ended: ended };
  }
  async function flush() {
    if (sending || round || !navigator.onLine) return;
    const gone = out();
    round = gone.then((one) => one.answers, () => []);
    let told;
    try { told = await gone; await count(); } finally { round = null; }
    if (sending) return;
    if (told.answers.length) shown(told.answers);
    else if (told.ended === "login") login(here);
  }
  // receipts are told once: one takes the page, unless somebody is typing there; several stand under each other
  function shown(answers) {
    const typing = Array.from(doc.querySelectorAll("form[data-draft]")).some((form) => form.hasAttribute("data-typed"));
    if (!typing) show(answers[0]);
    under(typing ? answers : answers.slice(1));
    if (typing) tell(words.sent(answers.length));
  }

  function under(answers) {
    const box = doc.createElement("div");
    box.className = "qx-stack";
    answers.forEach((answer) => { const main = parsed(answer).querySelector("main .qx-stack"); if (main) box.append(doc.adoptNode(main)); });
    if (answers.length) bar().after(box);
  }

  // forms, now and after a page was put in this one's place
  function wire(form) {
    form.setAttribute("data-wired", "1");
    mine().then(function (rows) {
      const kept = rows.find((row) => row.id === draftId(form));
      if (!kept || form.querySelector(".bad") || !fill(form, kept)) return;
      form.querySelectorAll("[data-keep]").forEach((box) => { box.checked = true; });
      say(form, words.back);
    }).catch(() => {});
    form.querySelectorAll("[data-with-drafts]").forEach((el) => { el.hidden = false; });
    form.querySelectorAll("[data-clear]").forEach((button) => button.addEventListener("click", () => clear(form)));
    form.addEventListener("input", function () {
      form.setAttribute("data-typed", "1");
      emptied.delete(form);
      if (!may(form)) { drop(draftId(form)).then(() => say(form, "")).catch(() => {}); return; }
      keep({ id: draftId(form), account: account, path: here, fields: fields(form), at: Date.now() })
        .then(queue).then((rows) => say(form, words.kept(clock()) + (rows.length ? words.waits(rows.length) : ""))).catch(() => {});
    });
    form.addEventListener("submit", function (e) {
      if (form.elements.key) { e.preventDefault(); send(form); return; }
      try { sessionStorage.setItem("qx-sent", draftId(form)); } catch (none) { /* the draft then ends with its day */ }
    });
  }
  let warned = false;
  async function clear(form) {
    const rows = await mine(), waiting = rows.filter((row) => row.queued).length;
    if (waiting && !warned) { warned = true; return say(form, words.clear(waiting)); }
    warned = false;
    for (const row of rows) await drop(row.id);
    form.reset();
    form.removeAttribute("data-typed");
    form.querySelectorAll("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea").forEach((el) => { el.value = ""; });
    await count();
    say(form, words.cleared);
  }
  function leave(form) {
    form.addEventListener("submit", function (e) {
      e.preventDefault();
      mine().then(async function (rows) {
        const waiting = rows.filter((row) => row.queued).length;
        if (waiting && !warned) { warned = true; tell(words.leave(waiting)); bar().scrollIntoView(); return; }
        for (const row of rows) await drop(row.id);
        form.submit();
      }).catch(() => form.submit());
    });
  }
  function dress() {
    doc.querySelectorAll("form[data-draft]:not([data-wired])").forEach(wire);
    doc.querySelectorAll('form[action$="/logout/"]').forEach(leave);
  }

  try {
    const sent = sessionStorage.getItem("qx-sent");
    sessionStorage.removeItem("qx-sent");
    if (sent && !doc.querySelector("form[data-draft] .bad, .qx-note.err")) drop(sent).catch(() => {});
    Object.keys(localStorage).filter((name) => name.indexOf("qx-draft:") === 0).forEach((name) => localStorage.removeItem(name));
  } catch (none) { /* no storage */ }
  dress();
  const again = () => flush().catch(() => {});
  count().catch(() => {});
  again();
  window.addEventListener("online", again);
  doc.addEventListener("visibilitychange", () => { if (!doc.hidden) again(); });
  setInterval(again, AGAIN);
})();
