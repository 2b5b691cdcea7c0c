import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonClasses } from './button-classes'

type ButtonProps = ComponentProps<'button'> &
  ButtonLook & {
    icon?: ReactNode
    /** Work is under way: the button says so and takes no second click. */
    pending?: boolean
  }

/** A button; never submits a form unless told to. */
export function Button({
  variant,
  size,
  icon,
  pending = false,
  type = 'button',
  className,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={buttonClasses({ variant, size }, className)}
    >
      {icon}
      {children}
    </button>
  )
}
