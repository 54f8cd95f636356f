/**
 * Puts `values` into every control of a name, as if they had been typed or clicked: a box is ticked
 * when its own value is among them. Hidden fields stay.
 */
export function writeField(form: HTMLFormElement, name: string, values: readonly string[]): void {
  for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (control instanceof HTMLInputElement && control.type === "hidden") continue;
    if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)) {
      const wanted = values.includes(control.value);
      // A radio goes off when another one goes on.
      if (control.checked !== wanted && (wanted || control.type === "checkbox")) control.click();
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      control.value = values.join("\n");
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
