import type { ComponentProps } from 'react'
import { buttonClasses } from './button-classes'

/** A square button with only an icon inside; `label` is what it says to who cannot see it, and on hover. */
export function IconButton({
  label,
  type = 'button',
  className,
  ...rest
}: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={buttonClasses({ variant: 'ghost', size: 'icon' }, className)}
    />
  )
}
