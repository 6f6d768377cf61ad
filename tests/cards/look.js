// Looks at every `.card` of a page: what is wrong, and how much was looked at. Nothing may stick out
// of a card, every text must differ from its ground by `least` (WCAG), formulas and pictures show.
([least]) => {
  const problems = [];
  const sides = [...document.querySelectorAll('.card')];
  const say = (side, what) => problems.push(`side ${sides.indexOf(side)}: ${what}`);
  for (const side of sides) {
    if (side.scrollWidth > side.clientWidth) say(side, `is ${side.scrollWidth} px wide`);
    const edge = side.getBoundingClientRect();
    for (const it of side.querySelectorAll('.card-body, .asked, .face, .extra, .source')) {
      const box = it.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.left < edge.left - 1)
        say(side, `${it.className} sticks out`);
    }
  }
  for (const it of document.querySelectorAll('.card *')) {
    const holdsWide = it.matches('pre, summary') || it.querySelector('mjx-container, pre');
    if (!holdsWide && it.scrollWidth > it.clientWidth && getComputedStyle(it).overflowX === 'auto')
      say(it.closest('.card'), `scrolls for no reason: ${it.textContent.slice(0, 60)}`);
  }
  for (const it of document.querySelectorAll('mjx-merror, [data-mjx-error]'))
    say(it.closest('.card'), `MathJax: ${it.textContent}`);
  for (const it of document.images)
    if (!it.complete || !it.naturalWidth) say(it.closest('.card'), `no image ${it.src}`);

  const parse = colour => colour.match(/[\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) =>
    [r, g, b].map((it, n) => it * a + under[n] * (1 - a));
  const ground = new Map();
  const groundOf = it => {
    if (it === null) return [255, 255, 255];
    if (!ground.has(it))
      ground.set(it, over(parse(getComputedStyle(it).backgroundColor), groundOf(it.parentElement)));
    return ground.get(it);
  };
  const light = colour => {
    const [r, g, b] = colour.map(it => it / 255)
      .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (ink, paper) => {
    const [dark, bright] = [light(ink), light(paper)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const measured = new Map();
  let texts = 0;
  const measure = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const paper = pseudo ? over(parse(style.backgroundColor), groundOf(element)) : groundOf(element);
    const ink = over(parse(style.color), paper);
    const found = contrast(ink, paper);
    texts += 1;
    if (found < least) {
      const what = `${element.tagName}.${element.className}${pseudo || ''} ${ink} on ${paper}`;
      if (!measured.has(what)) say(element.closest('.card'), `contrast ${found.toFixed(2)}: ${what}`);
      measured.set(what, found);
    }
  };
  const seen = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim()) continue;
    if (/\\[([]/.test(walk.currentNode.data) && !element.closest('code'))
      say(element.closest('.card'), `not read as a formula: ${walk.currentNode.data}`);
    if (seen.has(element)) continue;
    seen.add(element);
    if (element.checkVisibility() && getComputedStyle(element).fontSize !== '0px') measure(element);
  }
  for (const it of document.querySelectorAll('.place, .box'))
    if (it.checkVisibility()) measure(it, '::before');
  const formulas = document.querySelectorAll('mjx-container').length;
  return { problems, sides: sides.length, texts, formulas };
}
