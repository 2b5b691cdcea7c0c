import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { classNames } from './class-names'
import { CONTROL_CLASSES, describedBy, Field, type FieldWords } from './field'

export type SelectOption = { value: string; label: string; disabled?: boolean }

/** The browser's own select, in our clothes: it is the best one on every keyboard and phone. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  options,
  placeholder,
  id: givenId,
  className,
  ...rest
}: ComponentProps<'select'> &
  FieldWords & {
    options: readonly SelectOption[] /** The words of the empty choice. */
    placeholder?: string
  }) {
  const ownId = useId()
  const id = givenId ?? ownId
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      <span className="relative block">
        <select
          {...rest}
          {...describedBy(id, { hint, error })}
          id={id}
          className={classNames(CONTROL_CLASSES, 'appearance-none pr-8', className)}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          aria-hidden
          className="pointer-events-none absolute top-2.5 right-2.5 text-ink-faint"
        />
      </span>
    </Field>
  )
}
