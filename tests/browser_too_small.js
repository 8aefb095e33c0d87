// Visible controls smaller than 48 by 48 CSS pixels, links inside running text aside (ux.md 13).
() =>
  [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.type !== "hidden")
    .filter((e) => {
      const inText = e.tagName === "A" && e.closest("p, li, td, dd");
      return !(inText && getComputedStyle(e).display === "inline");
    })
    .filter((e) => !e.closest(".sb-weg") && !e.matches(".sb-sla-over"))
    .map((e) => {
      const box = (e.closest("label") || e).getBoundingClientRect();
      return [Math.round(box.width), Math.round(box.height), e.outerHTML.slice(0, 90)];
    })
    .filter(([width, height]) => width < 47.5 || height < 47.5);
