// A text as it is, letter for letter. Long lines scroll in their own box, which can be reached by keyboard.
export function Verbatim({ label, text }: { label: string; text: string }) {
  return (
    <div class="table-scroll" role="region" aria-label={label} tabindex={0} dir="ltr">
      <pre class="code">{text}</pre>
    </div>
  );
}
