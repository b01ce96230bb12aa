// The forms of this module and the questions they ask; each has its words under `scheme.form.…` and `scheme.label.…`.

export type FormName = "participant" | "status" | "recognition" | "authority" | "publish" | "office" | "block" | "desk-signer" | "revocation";

export type FieldName =
  | "code"
  | "kind"
  | "name-en"
  | "name-fr"
  | "participant"
  | "status"
  | "from"
  | "until"
  | "zones-kind"
  | "zones"
  | "source"
  | "note"
  | "jurisdiction"
  | "member-state"
  | "roles"
  | "contact"
  | "register"
  | "public-key"
  | "days"
  | "desk"
  | "name"
  | "place"
  | "country"
  | "office"
  | "year"
  | "first"
  | "last"
  | "reason";
