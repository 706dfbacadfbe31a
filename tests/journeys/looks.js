// What axe is asked of a page: every rule about whatever has a shape not met before (what stands in it is new with it), and the rules about the page as a whole where what they look at is new.
// Two elements have one shape when all that a style sheet or a rule may ask is the same from the root down to them: the screen and its style sheets, tags, classes, every attribute
// that is no mere datum, states, place among the siblings, the sibling before, whether words, names and what they point to are there. What is not known to be
// a datum makes a new shape; a fault fails the test, so only shapes found clean are kept.
(() => {
  const DATA = new Set(['href', 'src', 'action', 'value', 'title', 'alt', 'placeholder', 'content', 'datetime', 'aria-label', 'data-label', 'data-confirm',
    'data-example-code', 'data-account', 'data-draft', 'd', 'points', 'nonce']);
  const POINTS = new Set(['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers', 'list']);
  const OF_THE_PAGE = ['bypass', 'document-title', 'html-has-lang', 'html-lang-valid', 'meta-refresh', 'meta-viewport'];
  const STATES = [':checked', ':disabled', ':focus', ':focus-within', ':target', ':user-invalid', ':invalid', ':empty', ':placeholder-shown', ':read-only'];
  const root = document.documentElement, known = new WeakMap(), places = new WeakMap(), styled = new WeakMap(), found = new Map(), ids = new Map();
  for (const e of document.querySelectorAll('[id]')) ids.set(e.id, (ids.get(e.id) || 0) + 1);
  const screen = [innerWidth, innerHeight, getComputedStyle(root).fontSize, matchMedia('print').matches,
    ...[...document.styleSheets].map(s => s.href || s.ownerNode.textContent)].join();
  // A style sheet asks how a telephone number begins (tests/journeys/test_looking.py sees that it asks for no other datum).
  const begins = a => a.name === 'href' ? a.value.match(/^(?:[a-z]+:.?)?/)[0] : '';
  const said = a => DATA.has(a.name) ? `${a.name}${begins(a)}${a.value.trim() ? '+' : '-'}` : POINTS.has(a.name) ? `${a.name}:${a.value.split(/\s+/).map(id => ids.get(id) || 0)}`
    : a.name === 'id' ? `id=${a.value}:${ids.get(a.value)}` : `${a.name}=${a.value}`;
  const own = e => {
    if (!styled.has(e)) styled.set(e, e.localName + [...e.attributes].map(said).sort() + STATES.filter(s => e.matches(s)) + (e.labels ? `labels${e.labels.length}` : ''));
    return styled.get(e);
  };
  const place = e => {
    if (!places.has(e)) places.set(e, e.previousElementSibling ? 1 - place(e.previousElementSibling) : 0);
    return places.get(e);
  };
  const shape = e => {
    if (!e) return screen;
    if (!known.has(e)) known.set(e, short(`${shape(e.parentElement)}>${own(e)}:${place(e)}${e.previousElementSibling ? own(e.previousElementSibling) : '^'}${e.nextElementSibling ? '' : '$'}${e.textContent.trim() ? 't' : ''}`));
    return known.get(e);
  };
  const short = text => {
    let a = 7, b = 11;
    for (let i = 0; i < text.length; i += 1) { const n = text.charCodeAt(i); a = Math.imul(a ^ n, 2654435761); b = Math.imul(b ^ n, 1597334677); a ^= a >>> 15; b ^= b >>> 13; }
    return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
  };
  for (const e of document.querySelectorAll('*')) if (!found.has(shape(e))) found.set(shape(e), e);
  // What the rules about the page as a whole look at, beside the elements' own shapes.
  const seen = what => [...document.querySelectorAll(what)].some(e => e.checkVisibility() && !e.closest('[aria-hidden="true"]'));
  const page = `page:${short([screen, own(root), !!document.title.trim(), seen('h1'), seen('main'),
    ...[...document.querySelectorAll('meta')].flatMap(e => [...e.attributes].map(a => `${a.name}=${a.value}`))].join())}`;
  window.qxJudge = async (tags, clean) => {
    const old = new Set(clean), fresh = [...found].filter(([key, e]) => !old.has(key) && document.body.contains(e)).map(([, e]) => e);
    const options = {resultTypes: ['violations'], elementRef: false};
    const results = old.has(page) ? [] : [await axe.run(document, {...options, runOnly: {type: 'rule', values: OF_THE_PAGE}})];
    if (fresh.length) results.push(await axe.run({include: fresh}, {...options, runOnly: {type: 'tag', values: tags}}));
    return results.flatMap(r => r.violations).map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | '));
  };
  return [...found.keys(), page];
})()
