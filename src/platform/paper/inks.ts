// The inks of the paper: dark enough to survive a photocopy where they carry meaning, light where they are ornament.

export interface Inks {
  readonly ink: string;
  readonly label: string;
  readonly line: string;
  /** Of fine lines that carry no meaning. */
  readonly accent: string;
  /** Of the ground: so light that it disturbs neither reading nor the code. */
  readonly tint: string;
  readonly warmTint: string;
  /** Behind the heads of tables. */
  readonly wash: string;
}

export type InkName = "sea" | "forest" | "wine" | "slate";

export const palettes: Readonly<Record<InkName, Inks>> = {
  sea: {
    ink: "#10233f",
    label: "#44526a",
    line: "#7d8aa0",
    accent: "#8a6a24",
    tint: "#c6d5e8",
    warmTint: "#ebdfc0",
    wash: "#eef1f5",
  },
  forest: {
    ink: "#12301f",
    label: "#46594d",
    line: "#7f9486",
    accent: "#8a6a24",
    tint: "#c2dccb",
    warmTint: "#ebdfc0",
    wash: "#eef4f0",
  },
  wine: {
    ink: "#3d1220",
    label: "#654a53",
    line: "#9c838b",
    accent: "#7d6a3a",
    tint: "#e8cdd5",
    warmTint: "#eae1c9",
    wash: "#f6eff1",
  },
  slate: {
    ink: "#22262e",
    label: "#50565f",
    line: "#878d97",
    accent: "#5d6f86",
    tint: "#ced5df",
    warmTint: "#e4ddd1",
    wash: "#f0f1f3",
  },
};

export const warning = "#b3261e";
