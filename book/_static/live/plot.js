// Points and lines on a plot that the chapter drew. The plot's data-frame gives the position of its axes.

import { shape } from "./elements.js";

export class Plot {
  constructor(svg) {
    // The least and the greatest x and y, and their positions in the drawing.
    const [x0, x1, y0, y1, left, right, bottom, top] = svg.dataset.frame.split(" ").map(Number);
    this.x0 = x0;
    this.x1 = x1;
    this.y0 = y0;
    this.y1 = y1;
    this.x = (value) => left + ((value - x0) / (x1 - x0)) * (right - left);
    this.y = (value) => bottom + ((value - y0) / (y1 - y0)) * (top - bottom);
    this.layer = shape("g", { class: "nn-on-the-plot" });
    svg.append(this.layer);
  }

  // Replace the points and lines. Points outside the axes are left out, and the ends of lines are moved to the edge.
  draw(points, lines) {
    const inside = (y) => Math.min(Math.max(y, this.y0), this.y1);
    this.layer.replaceChildren(
      ...lines.map(([[x1, y1], [x2, y2]]) =>
        shape("line", { x1: this.x(x1), y1: this.y(inside(y1)), x2: this.x(x2), y2: this.y(inside(y2)) }),
      ),
      ...points
        .filter(([, y]) => y === inside(y))
        .map(([x, y]) => shape("circle", { cx: this.x(x), cy: this.y(y), r: 5 })),
    );
  }

  // A line from a point, as far as `reach` to the side or the edge of the axes.
  ray([x, y], slope, reach) {
    const height = Math.min(Math.max(y + slope * reach, this.y0), this.y1);
    const far = slope ? (height - y) / slope : reach;
    const end = Math.min(Math.max(x + far, this.x0), this.x1);
    return [[x, y], [end, y + slope * (end - x)]];
  }
}
