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

async function show() {
  if (window.MathJax) await MathJax.startup.promise;
  document.body.classList.add('measuring');
  document.querySelectorAll('.page').forEach(fit);
  document.body.classList.remove('measuring');
  await Reveal.initialize({
    width: 1280, height: 720, margin: 0, center: false, hash: true,
    controls: true, progress: true, slideNumber: 'c/t', transition: 'none',
    defaultTiming: 60,  // each slide says its own; this shows the pace in the notes
    pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1, plugins: [RevealNotes],
  });
}

show();
