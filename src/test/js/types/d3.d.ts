// What the map uses of d3, whose WebJars come without types.
declare module 'd3-zoom' {
  export interface Transform {
    k: number; x: number; y: number;
    translate(x: number, y: number): Transform;
    scale(k: number): Transform;
    invert(point: [number, number]): [number, number];
    apply(point: [number, number]): [number, number];
  }
  export interface Zoom {
    (selection: any): void;
    filter(accept: (event: any) => boolean): Zoom;
    scaleExtent(extent: [number, number]): Zoom;
    clickDistance(pixels: number): Zoom;
    on(type: string, listener: (event: { transform: Transform; sourceEvent: Event | null }) => void): Zoom;
    transform(selection: any, transform: Transform): void;
    scaleBy(selection: any, factor: number): void;
    translateBy(selection: any, x: number, y: number): void;
    translateTo(selection: any, x: number, y: number): void;
  }
  export function zoom(): Zoom;
  export const zoomIdentity: Transform;
}
declare module 'd3-selection' {
  export function select(element: Element): any;
}
declare module 'd3-transition' {}
