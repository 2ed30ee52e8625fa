/* What test_accessible.py measures in the page. */
() => {
  const style = e => getComputedStyle(e), clipped = e => style(e).overflowX !== 'visible';
  const up = function* (e) { for (; e && e !== document.body; e = e.parentElement) yield e; };
  const onlyHeard = e => [...up(e)].some(p => p.offsetWidth <= 1 && clipped(p));
  const isShown = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && !onlyHeard(e);
  const all = what => [...document.querySelectorAll(what)].filter(isShown);
  const words = text => text.trim().replace(/\s+/g, ' ').slice(0, 60);
  const name = e => {
    const id = e.getAttribute('id'), kind = (e.getAttribute('class') || '').trim().replace(/\s+/g, '.');
    const label = e.getAttribute('aria-label') || e.textContent || '';
    return e.localName + (id ? '#' + id : '') + (kind ? '.' + kind : '') + ' “' + words(label) + '”';
  };
  const texts = () => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();) {
      const holder = node.parentElement;
      if (node.data.trim() && !holder.closest('script,style,noscript,template,option,textarea') && isShown(holder))
        found.push({node, holder, text: node.data});
    }
    return found;
  };
  const boxes = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1);
  };
  const isLong = text => text.trim().includes(' ');
  const isBox = e => style(e).display !== 'inline' &&
    (style(e).backgroundColor !== 'rgba(0, 0, 0, 0)' || parseFloat(style(e).borderTopWidth) > 0);
  const floats = e => [...up(e)].some(p => ['fixed', 'sticky'].includes(style(p).position));

  window.measures = {
    /* Text smaller than so many pixels. */
    small(least) {
      const fields = all('input:not([type=radio]):not([type=file]),textarea,select,button').map(e => [e, name(e)]);
      return [...texts().map(t => [t.holder, name(t.holder)]), ...fields]
        .filter(([e]) => parseFloat(style(e).fontSize) < least - 0.01)
        .map(([e, who]) => who + ' has text of ' + parseFloat(style(e).fontSize) + ' px');
    },

    /* Things to tap that are smaller than `least` by `least`; for a link inside a sentence half as high will do. */
    narrow(least) {
      return all('a[href],button,input:not([type=hidden]),select,textarea,summary').map(e => {
        const parts = [e, ...(e.labels || [])].map(part => part.getBoundingClientRect());
        const width = Math.max(...parts.map(b => b.right)) - Math.min(...parts.map(b => b.left));
        const height = Math.max(...parts.map(b => b.bottom)) - Math.min(...parts.map(b => b.top));
        const inline = e.localName === 'a' && style(e).display === 'inline' &&
          words(e.parentElement.textContent) !== words(e.textContent);
        const enough = inline ? height >= least / 2 : width >= least - 0.1 && height >= least - 0.1;
        return enough ? '' : name(e) + ' is ' + Math.round(width) + ' by ' + Math.round(height) + ' px';
      }).filter(Boolean);
    },

    /* Text outside the screen, cut by its box, spilling out of it, or lying over other text. */
    lost() {
      const found = new Set(), lines = [];
      const page = document.scrollingElement;
      if (page.scrollWidth > innerWidth) found.add('the page is ' + page.scrollWidth + ' px wide on ' + innerWidth);
      for (const {node, holder, text} of texts()) for (const box of boxes(node)) {
        const slack = box.height * 0.2, top = box.top + slack, bottom = box.bottom - slack;
        const what = name(holder).split(' “')[0] + ' “' + words(text) + '”';
        if (box.left < -1 || box.right > innerWidth + 1) found.add(what + ' is beside the screen');
        for (const p of up(holder)) {
          const inside = p.getBoundingClientRect();
          const over = Math.max(inside.left - box.left, box.right - inside.right, inside.top - top, bottom - inside.bottom);
          if (over > 1.5 && (clipped(p) || isBox(p)))
            found.add(what + (clipped(p) ? ' is cut by ' : ' spills out of ') + name(p).split(' “')[0] + ' by ' + Math.round(over) + ' px');
        }
        if (!floats(holder)) lines.push({what, holder, left: box.left, right: box.right, top, bottom});
      }
      lines.forEach((a, i) => lines.slice(i + 1).forEach(b => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (a.holder !== b.holder && wide > 2 && high > 2) found.add(a.what + ' lies over ' + b.what);
      }));
      for (const e of all('input:not([type=radio]):not([type=file])'))
        if (e.scrollWidth > e.clientWidth + 1) found.add(name(e) + ' shows only a part of “' + e.value + '”');
      const over = all('.foot,.float').filter(floats).reduce((sum, e) => sum + e.getBoundingClientRect().height, 0);
      if (over > innerHeight / 2) found.add('what floats covers ' + Math.round(over) + ' of ' + innerHeight + ' px');
      return [...found];
    },

    /* Texts whose nearest lang is not theirs, or whose direction is not. `names` are the same in all languages. */
    tongues(known, names) {
      const found = [], rtl = ['ar', 'fa', 'ckb'];
      for (const {holder, text} of texts()) {
        const lang = holder.closest('[lang]').lang, way = style(holder).direction, isArabic = /[\u0600-\u06ff]/.test(text);
        const mine = Object.keys(known).filter(line => text.includes(line)).sort((a, b) => b.length - a.length)[0];
        const say = why => found.push(name(holder).split(' “')[0] + ' “' + words(text) + '” ' + why);
        if (mine && known[mine] !== lang) say('is ' + known[mine] + ' and says ' + lang);
        else if (isArabic && !rtl.includes(lang)) say('is in Arabic letters and says ' + lang);
        else if (!isArabic && /[A-Za-z]{3}/.test(text) && rtl.includes(lang) && !names.includes(text.trim())) say('is in Latin letters and says ' + lang);
        if (isLong(text) && isArabic && way !== 'rtl') say('runs from left to right');
        if (isLong(text) && !isArabic && /[A-Za-z]{3}/.test(text) && way !== 'ltr') say('runs from right to left');
      }
      return found;
    },

    headings: () => all('h1,h2,h3,h4').map(e => Number(e.localName[1])),

    /* Which way the page, its texts, its arrows and its marks run. */
    ways(known, names) {
      const turned = e => new DOMMatrix(style(e).transform).a;
      return {page: [document.documentElement.lang, document.dir], tongues: this.tongues(known, names),
        arrows: all('.flip').map(turned), marks: all('.m,.sym').map(turned), signs: all('.sign').map(e => style(e).direction)};
    },

    moving() {
      const seconds = text => Math.max(...text.split(',').map(parseFloat));
      const moving = [...document.querySelectorAll('*')].filter(e =>
        style(e).animationName !== 'none' || seconds(style(e).transitionDuration) > 0 || style(e).scrollBehavior === 'smooth');
      return [...moving.map(name), ...document.getAnimations().map(a => a.constructor.name)];
    },

    /* The user's own spacing, WCAG 1.4.12. Letters that are joined cannot be set apart. */
    spread(on) {
      const sheet = new CSSStyleSheet(), joined = document.dir === 'rtl';
      sheet.replaceSync('*{line-height:1.5!important;word-spacing:.16em!important;' +
        (joined ? '' : 'letter-spacing:.12em!important') + '}p{margin-block-end:2em!important}');
      document.adoptedStyleSheets = on ? [sheet] : [];
    },

    /* What has the focus, where it is on the page, whether that is seen, and how much of it lies behind what floats. */
    focus() {
      const e = document.activeElement, label = (e.labels || [])[0] || e;
      if (e === document.body) return null;
      const box = label.getBoundingClientRect();
      const ring = [e, e.nextElementSibling, label].some(p =>
        p && style(p).outlineStyle !== 'none' && parseFloat(style(p).outlineWidth) >= 2 && style(p).opacity !== '0');
      const over = all('.foot,.float').filter(p => floats(p) && !p.contains(e)).map(p => p.getBoundingClientRect());
      const covered = over.map(p => Math.min(box.bottom, p.bottom) - Math.max(box.top, p.top)).filter(high => high > 0)[0] || 0;
      return {who: name(e), ring, covered: Math.round(100 * covered / box.height),
        left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY};
    },
  };
}
