// Runs before the first paint, so that a reload in dark mode never flashes white.
// A file rather than an inline script: the content security policy allows no inline scripts.
(function () {
  var mode = null;
  try {
    mode = localStorage.getItem('besahubs-theme');
  } catch (_) {
    /* storage is blocked: follow the system */
  }
  var dark = mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light');
})();
