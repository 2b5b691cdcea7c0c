import type { ReactNode } from 'react'

/** One of few: radio buttons with their words, in a frame each. */
export function Choice<Value extends string>({
  legend,
  name,
  value,
  choices,
  onChange,
}: {
  legend: string
  name: string
  value: Value
  choices: readonly { value: Value; label: string; hint: ReactNode }[]
  onChange: (value: Value) => void
}) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{legend}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex items-start gap-2 rounded-md border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-fill"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            {choice.label}
            <span className="block text-sm text-ink-soft">{choice.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
