/** The little that our tests use of culori (MIT), which brings no types of its own. */
declare module "culori" {
  type Colour = string | object;
  export function wcagContrast(a: Colour, b: Colour): number;
  export function differenceCiede2000(): (a: Colour, b: Colour) => number;
  export function filterDeficiencyProt(severity: number): (colour: Colour) => object;
  export function filterDeficiencyDeuter(severity: number): (colour: Colour) => object;
  export function filterDeficiencyTrit(severity: number): (colour: Colour) => object;
}
