/** InterfaceCoupling an Observable to a Lit element: subscribed while connected, newest value at hand, an update per value. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Observable, Subscription } from "rxjs";

export class Watch<T> implements ReactiveController {
  value: T;
  readonly #host: ReactiveControllerHost;
  readonly #source: () => Observable<T>;
  #subscription: Subscription | undefined;

  constructor(host: ReactiveControllerHost, source: () => Observable<T>, initial: T) {
    this.#host = host;
    this.#source = source;
    this.value = initial;
    host.addController(this);
  }

  hostConnected(): void {
    this.#subscription = this.#source().subscribe((value) => {
      this.value = value;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#subscription?.unsubscribe();
  }
}
