import type { ComponentExamples } from "#ui/examples.ts";
import { Button, ButtonGroup } from "./Button.tsx";

export const buttonExamples: ComponentExamples = {
  component: "Button",
  purpose: "Something the reader does. One primary button a page.",
  examples: (t) => [
    {
      name: "Primary, secondary, warning",
      node: (
        <ButtonGroup>
          <Button>{t("common.button.continue")}</Button>
          <Button tone="secondary">{t("common.button.save-for-later")}</Button>
          <Button tone="warning">Withdraw the certificate</Button>
        </ButtonGroup>
      ),
    },
    {
      name: "Start of a journey, as a link",
      node: (
        <Button href="#start" start>
          Apply for a certificate
        </Button>
      ),
    },
    { name: "Disabled", node: <Button disabled>{t("common.button.print")}</Button> },
  ],
};
