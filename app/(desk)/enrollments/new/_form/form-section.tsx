import type { ReactNode } from 'react'

/** One of the groups of the form: a heading that belongs to its fields. */
export function FormSection({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 rounded-lg border border-line bg-surface p-4">
      {/* Floated: a legend stands in the frame otherwise. */}
      <legend className="float-left mb-3 w-full font-semibold">{legend}</legend>
      <div className="clear-both grid gap-4">{children}</div>
    </fieldset>
  )
}
