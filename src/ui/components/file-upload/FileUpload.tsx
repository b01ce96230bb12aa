// A file from the reader's device: an invoice, a photograph of a certificate.
// What is allowed is said before, not after; the server checks again, because `accept` is only a wish.
import { classes } from "#ui/classes.ts";
import { Field, describedBy, invalid } from "#ui/components/field/Field.tsx";
import type { LabelProps, QuestionProps } from "#ui/components/field/Field.tsx";

export interface FileUploadProps extends QuestionProps, LabelProps {
  readonly name: string;
  readonly id?: string | undefined;
  /** Kinds of files as readers know them: "PDF", "JPEG". */
  readonly kinds: readonly string[];
  /** Media types or endings for the file chooser. */
  readonly accept: string;
  readonly megabytes: number;
  readonly multiple?: boolean | undefined;
  /** On a phone, opens the camera at once. */
  readonly camera?: boolean | undefined;
}

export function FileUpload(props: FileUploadProps) {
  const id = props.id ?? props.name;
  const allowed = props.t("ui.file.allowed", {
    kinds: props.t.list(props.kinds),
    megabytes: props.megabytes,
  });
  const hint = props.hint === undefined ? allowed : `${props.hint} ${allowed}`;
  return (
    <Field {...props} hint={hint} id={id}>
      <input
        class={classes("file-upload", props.error !== undefined && "input--error")}
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        capture={props.camera === true ? "environment" : undefined}
        aria-describedby={describedBy(id, { hint, error: props.error })}
        aria-invalid={invalid(props.error)}
      />
    </Field>
  );
}
