// Small line icons, drawn here. They repeat what the words beside them say, so they are hidden from screen readers.

export type IconName =
  | "tick"
  | "cross"
  | "warning"
  | "question"
  | "repeat"
  | "paper"
  | "chart"
  | "voice"
  | "camera"
  | "arrow"
  | "info";

// On a grid of 24; strokes take the colour of the text around them.
const drawings: Readonly<Record<IconName, string>> = {
  tick: "M4.5 12.5l5 5 10-11",
  cross: "M6 6l12 12M18 6L6 18",
  warning: "M12 3.5l9.5 17h-19zM12 10v5M12 17.4v.6",
  question: "M8.5 9a3.5 3.5 0 1 1 5.2 3.1c-1.2.7-1.7 1.4-1.7 2.9M12 18v.6",
  repeat: "M5 9.5h11.5M13 6l3.5 3.5L13 13M19 14.5H7.5M11 11l-3.5 3.5L11 18",
  paper: "M6 3h9l4 4v14H6zM14.5 3v4.5H19M9 12h7M9 16h4.5",
  chart: "M4 20.5h16.5M6.5 17v-5M11 17V6.5M15.5 17v-8M20 17v-3.5",
  voice: "M4 5h16v11h-9l-4.5 4v-4H4zM8 9h8M8 12.2h5",
  camera: "M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v11.5h-17zM12 16.5a3.7 3.7 0 1 0 0-7.4a3.7 3.7 0 0 0 0 7.4z",
  arrow: "M4.5 12h14M13 6.5l5.5 5.5L13 17.5",
  info: "M12 11v6.5M12 6.5v.8",
};

export function Icon(props: { name: IconName; class?: string | undefined }) {
  return (
    <svg
      class={props.class === undefined ? "icon" : `icon ${props.class}`}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[props.name]} />
    </svg>
  );
}
