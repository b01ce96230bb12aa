// The mark: an octahedron, the shape in which a diamond grows, in lines. Drawn here, owned by nobody else.

// Outline, then the ridges that face the reader, on a grid of 32.
const outline = "M16 2L29 17L16 30L3 17Z";
const ridges = "M3 17L12.5 20.5L29 17M16 2L12.5 20.5L16 30";

export function Mark(props: { class?: string | undefined }) {
  return (
    <svg
      class={props.class}
      viewBox="0 0 32 32"
      width="32"
      height="32"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={outline} />
      <path d={ridges} />
    </svg>
  );
}

/** The same as a file, for the browser's tab. */
export const markSvg =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#0b332c"/>` +
  `<g transform="translate(4 4) scale(.75)" fill="none" stroke="#e0a526" stroke-width="2.4" stroke-linejoin="round">` +
  `<path d="${outline}"/><path d="${ridges}"/></g></svg>`;
