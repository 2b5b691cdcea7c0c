import { type ComponentProps, useId } from 'react'
import { classNames } from './class-names'
import { CONTROL_CLASSES, describedBy, Field, type FieldWords } from './field'

/** One line of text with its label, hint and error. */
export function TextField({
  label,
  hint,
  error,
  optional,
  id: givenId,
  className,
  ...rest
}: ComponentProps<'input'> & FieldWords) {
  const ownId = useId()
  const id = givenId ?? ownId
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      <input
        {...rest}
        {...describedBy(id, { hint, error })}
        id={id}
        className={classNames(CONTROL_CLASSES, className)}
      />
    </Field>
  )
}
