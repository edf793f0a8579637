// Before anything is drawn: the theme that was chosen on this device, or a dark screen would flash white first.
// The app's own code (src/ui/theme.ts) comes later than the first drawing.
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark" || theme === "sun") document.documentElement.dataset.theme = theme;
  } catch (_) {
    // A browser that keeps nothing has nothing chosen.
  }
})();
