// A full slide is made smaller, step by step, until all of it is on the screen.
const SMALLEST = 16, STEP = 1;

function fits(page) {
  const body = page.querySelector('.body');
  const wide = [...body.querySelectorAll('pre, table, p, li, img, mjx-container')];
  return body.scrollHeight <= body.clientHeight + 1 &&
    wide.every(part => part.scrollWidth <= part.clientWidth + 1 &&
      part.getBoundingClientRect().right <= body.getBoundingClientRect().right + 1);
}

function fit(page) {
  let size = parseFloat(getComputedStyle(page).fontSize);
  while (!fits(page) && size > SMALLEST) {
    size -= STEP;
    page.style.fontSize = `${size}px`;
  }
}

function fitAll() {
  document.body.classList.add('measuring');
  document.querySelectorAll('.page').forEach(fit);
  document.body.classList.remove('measuring');
}

async function setFormulas() {
  await MathJax.startup.promise;
  for (const formula of MathJax.startup.document.math) {  // what a reader hears
    formula.typesetRoot.setAttribute('role', 'img');
    formula.typesetRoot.setAttribute('aria-label', formula.math);
  }
}

async function show() {
  if (window.MathJax) await setFormulas().catch(console.error);
  fitAll();
  // On paper: one slide below the other, without reveal.js, so that nothing is waited for.
  if (/print-pdf/.test(location.search)) {
    document.documentElement.classList.add('print-pdf');  // no print rules of reveal.css
    document.body.classList.add('paper');
    return;
  }
  await Reveal.initialize({
    width: 1280, height: 720, margin: 0, center: false, hash: true,
    controls: true, progress: true, slideNumber: 'c/t', transition: 'none',
    defaultTiming: 60,  // each slide says its own; this shows the pace in the notes
    plugins: [RevealNotes],
  });
}

show();
