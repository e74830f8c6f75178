import { Component } from 'react';
import type { ReactNode } from 'react';

interface ErrorBoundaryProps {
  children: ReactNode;
  /** In place of what could not be drawn; `again` tries to draw it anew. */
  instead: (again: () => void) => ReactNode;
  /** A new value gives what is inside another chance: new data, for example. */
  resetOn: unknown;
}
interface State {
  failed: boolean;
  resetOn: unknown;
}

/** Keeps what fails while it is drawn from taking the page along. React offers this to classes only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { failed: false, resetOn: this.props.resetOn };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ resetOn }: ErrorBoundaryProps, state: State): State | null {
    return Object.is(resetOn, state.resetOn) ? null : { failed: false, resetOn };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return this.props.instead(() => this.setState({ failed: false }));
  }
}
