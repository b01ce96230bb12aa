import type { ComponentExamples } from "#ui/examples.ts";
import { FileUpload } from "./FileUpload.tsx";

export const fileUploadExamples: ComponentExamples = {
  component: "FileUpload",
  purpose: "A file from the reader's device: an invoice, a photograph.",
  examples: (t) => [
    {
      name: "Evidence",
      node: (
        <FileUpload
          t={t}
          name="invoice"
          label="Export invoice"
          hint="All pages in one file."
          kinds={["PDF", "JPEG", "PNG"]}
          accept=".pdf,.jpg,.jpeg,.png"
          megabytes={10}
        />
      ),
    },
    {
      name: "With an error",
      node: (
        <FileUpload
          t={t}
          name="photo"
          label="Photograph of the code"
          kinds={["JPEG", "PNG"]}
          accept="image/*"
          megabytes={10}
          camera
          error="No code was found in this picture. Hold the camera straight above the paper and try again"
        />
      ),
    },
  ],
};
