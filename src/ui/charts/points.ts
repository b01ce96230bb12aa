// The shapes of points, so that six series are told apart without colour: circle, square, triangle, diamond, cross, and a
// triangle on its tip.
import { tenth } from "./text.ts";

const shapes = [
  "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
  "m-3.6-3.6h7.2v7.2h-7.2z",
  "m0-5.2l5 8.6h-10z",
  "m0-5.4l4.4 5.4-4.4 5.4-4.4-5.4z",
  "m-1.6-4.6h3.2v3h3v3.2h-3v3h-3.2v-3h-3v-3.2h3z",
  "m0 5.2l5-8.6h-10z",
] as const;

export const pointShapes = shapes.length;

/** The shape of a series around a point. */
export function pointPath(series: number, x: number, y: number): string {
  return `M${tenth(x)} ${tenth(y)}${shapes[series % shapes.length]}`;
}
