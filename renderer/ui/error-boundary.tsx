import { Component, type ErrorInfo, type ReactNode } from "react";
import { tellCaught } from "./caught.ts";

type Props = {
  /** What failed, for the log: "answer of smart". */
  readonly what: string;
  /** Shown instead; gets a way to try once more. */
  readonly fallback: (tryAgain: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** Keeps a bug in one answer or view from taking the window down. React offers this to classes only. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(`Drawing failed: ${this.props.what}`, error, info.componentStack);
    tellCaught(error);
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return this.props.fallback(() => this.setState({ hasFailed: false }));
  }
}
