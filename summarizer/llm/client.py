"""The client: every model that answers over the OpenAI protocol, the embedded one too, behind the `LLM` seam."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from summarizer.errors import ModelError, ReplyError
from summarizer.llm.cache import ResponseCache
from summarizer.llm.conversation import Conversation
from summarizer.llm.faults import Fault
from summarizer.llm.grouped import Grouped
from summarizer.llm.lessons import Lessons
from summarizer.llm.limits import Budget, Gate, Limits, Pace, Pacing, read_too_little
from summarizer.llm.observe import Event, Moment, Observer
from summarizer.llm.profiles import Mode, Profile
from summarizer.llm.recordings import Player, Recorder
from summarizer.llm.retry import RetryPolicy, with_retries
from summarizer.llm.specs import Endpoint
from summarizer.llm.structure import Structure
from summarizer.llm.transport import Connection
from summarizer.llm.types import Completion, Request
from summarizer.llm.wire import Call, Exchange, Reply
from summarizer.usage import Usage

T = TypeVar("T", bound=BaseModel)

Start = Callable[[], Awaitable[Endpoint]]
"""Brings up the server of a model and returns its address; called at most once, before the first call."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next word is chosen. The defaults give the same answer to the same question.

    Attributes:
        temperature: 0 takes the likeliest word.
        seed: for endpoints that draw lots all the same.
    """

    temperature: float = 0.0
    seed: int = 7


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """How a client behaves, whatever the model.

    Attributes:
        sampling: how the next word is chosen.
        retry: transport retries.
        limits: requests in flight, a minute, and dollars.
        timeout: longest wait for one whole reply, in seconds; `None` takes the profile's.
        reasks: how often a reply that does not fit the schema is sent back.
        exchange: gets replies in the endpoint's place, by ways and within limits of its own.
        pacing: when a request may be sent, in the place of `limits`' ceilings a minute: one for several clients.
    """

    sampling: Sampling = field(default_factory=Sampling)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    limits: Limits = field(default_factory=Limits)
    timeout: float | None = None
    reasks: int = 1
    exchange: Exchange | None = None
    pacing: Pacing | None = None


class Client:
    """Answers requests by a model at an endpoint.

    Args:
        endpoint: where the model answers.
        profile: what the model is like.
        config: how the client behaves.
        start: brings up the model's server when it is first needed; the endpoint it returns replaces `endpoint`
            (its `identity` should be the same).
        cache: remembers good replies over runs.
        recordings: a `Recorder` keeps every reply as a file; a `Player` answers from such files, and no call is made.
        observers: are told what happens.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        profile: Profile,
        *,
        config: ClientConfig | None = None,
        start: Start | None = None,
        cache: ResponseCache | None = None,
        recordings: Recorder | Player | None = None,
        observers: tuple[Observer, ...] = (),
    ) -> None:
        self._endpoint = endpoint
        self._profile = profile
        self._config = config if config is not None else ClientConfig()
        self._start = start
        self._cache = cache
        self._remembered = Grouped(cache.get) if cache is not None else None
        self._remembering = Grouped(_putting(cache)) if cache is not None else None
        self._player = recordings if isinstance(recordings, Player) else None
        self._recorder = recordings if isinstance(recordings, Recorder) else None
        self._observers = observers
        self._exchange = self._config.exchange
        limits = self._config.limits
        self._gate = Gate(limits.concurrency or profile.concurrency)
        self._pace: Pacing = self._config.pacing or Pace(limits)
        self._budget = Budget(limits.max_cost_usd, profile.prices)
        self._connection: Connection | None = None
        self._structures: dict[tuple[type[BaseModel], Mode], Structure[Any]] = {}
        self._lessons = Lessons(profile.mode)
        self._numbers = itertools.count(1)
        self._opening = asyncio.Lock()

    @property
    def name(self) -> str:
        """The model's spec as the user wrote it."""
        return self._endpoint.name

    @property
    def profile(self) -> Profile:
        """What the model is like."""
        return self._profile

    @property
    def spent_usd(self) -> float:
        """What all calls have cost so far, in US dollars; 0 where the price is not known."""
        return self._budget.spent_usd

    def __repr__(self) -> str:
        return f"Client({self.name!r}, {self._endpoint.address!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes connections and the cache."""
        if self._connection is not None:
            await self._connection.aclose()
            self._connection = None
        if self._cache is not None:
            self._cache.close()

    def prepare(self) -> None:
        """Loads what the first call needs, so that many that begin together do not wait for it: about a second."""
        import instructor
        import openai

        # Both load their parts when they are first named.
        _ = instructor.patch, instructor.OpenAISchema, openai.AsyncOpenAI, openai.DefaultAioHttpClient

    async def complete(self, request: Request[T]) -> Completion[T]:
        """Answers one request.

        Raises:
            ModelError: no usable answer came; `error.usage` says what the attempts cost.
            ReplayMiss: answers come from recordings, and this call is in none.
        """
        tell = _Teller(self._observers, next(self._numbers), request.label, self.name, self._endpoint.address)
        tell(Moment.ASKED)
        spent = Usage()
        while True:
            talk = self._talk(request, tell)
            try:
                completion = await talk.run()
                break
            except ModelError as error:
                lesson = self._lessons.learn(str(error), talk.fields, talk.structure.mode)
                if lesson is None:
                    error.usage = self._priced(spent + talk.usage)
                    tell(Moment.FAILED, str(error), usage=error.usage, error=error)
                    raise
            spent = spent + talk.usage
            tell(Moment.RETRIED, lesson)
        if self._remembering is not None:
            await self._remembering(talk.good)
        completion = replace(completion, usage=self._priced(spent + completion.usage))
        tell(Moment.ANSWERED, usage=completion.usage)
        return completion

    def _talk(self, request: Request[T], tell: _Teller) -> Conversation[T]:
        """The conversation about a request, asked as the endpoint is known to take it."""
        mode = self._lessons.mode
        known = self._structures.get((request.response_model, mode))
        if known is None:
            known = Structure.build(request.response_model, mode)
            self._structures[request.response_model, mode] = known
        return Conversation(
            request=request,
            structure=known,
            fields=self._lessons.applied(self._fields(request)),
            call=Call({}, self._endpoint.key_identity, request.label, request.prefix),
            send=lambda sent: self._send(sent, tell),
            tell=tell,
            reasks=self._config.reasks,
        )

    def _fields(self, request: Request[T]) -> dict[str, Any]:
        """What a request's body holds beside the messages and the schema."""
        sampling = {"temperature": self._config.sampling.temperature, "seed": self._config.sampling.seed}
        effort = self._profile.reasoning_effort
        ceiling = min(request.max_tokens or self._profile.max_output_tokens, self._profile.max_output_tokens)
        return {
            "model": self._endpoint.model,
            **{name: value for name, value in sampling.items() if name not in self._profile.unsupported},
            **({"reasoning_effort": effort} if effort is not None else {}),
            self._profile.output_parameter: ceiling,
        }

    async def _send(self, call: Call, tell: _Teller) -> Reply:
        """Gets a reply from the first that has one: cache, recording, endpoint."""
        remembered = await self._remembered(call) if self._remembered is not None else None
        if remembered is not None:
            tell(Moment.CACHED)
            return remembered
        tell(Moment.SENT)
        reply = self._player.reply(call) if self._player is not None else await self._fresh(call, tell)
        tell(Moment.REPLIED, usage=reply.usage)
        return reply

    async def _fresh(self, call: Call, tell: _Teller) -> Reply:
        """Gets a reply from the endpoint, and records it where that is wanted."""
        try:
            reply = await self._exchanged(call, tell)
        except ReplyError as error:
            if self._recorder is not None:
                self._recorder.record(call, error)
            raise
        if self._recorder is not None:
            self._recorder.record(call, reply)
        return reply

    async def _exchanged(self, call: Call, tell: _Teller) -> Reply:
        """Gets a reply from the endpoint, or from what stands in its place."""
        if self._exchange is not None:
            return await self._exchange.send(call)
        reply = await with_retries(
            lambda: self._attempt(call),
            self._config.retry,
            lambda fault, wait: tell(Moment.RETRIED, f"{fault}; again in {wait:.1f} s"),
        )
        await self._pace.after(reply.usage)
        return reply

    async def _attempt(self, call: Call) -> Reply:
        await self._pace.before(call)
        async with self._gate.enter() as era:
            self._budget.admit(call)
            connection = self._connection or await self._open()
            try:
                reply = await connection.post(call)
            except Fault as fault:
                if fault.throttled:
                    self._gate.throttled(era)
                raise
            self._gate.succeeded()
            self._budget.record(reply.usage)
            if read_too_little(call, reply.usage):
                raise ReplyError(
                    (
                        f"{self.name!r} read only {reply.usage.prompt_tokens:,} tokens of a longer prompt and "
                        "ignored the rest: enlarge its context window (Ollama: num_ctx or "
                        "OLLAMA_CONTEXT_LENGTH; llama.cpp: --ctx-size; vLLM: --max-model-len)"
                    ),
                    usage=reply.usage,
                )
            return reply

    async def _open(self) -> Connection:
        async with self._opening:
            if self._connection is None:
                endpoint = await self._start() if self._start is not None else self._endpoint
                self._connection = Connection(
                    endpoint,
                    timeout=self._config.timeout or self._profile.timeout,
                    connections=self._config.limits.concurrency or self._profile.concurrency,
                )
            return self._connection

    def _priced(self, usage: Usage) -> Usage:
        prices = self._profile.prices
        if prices is not None:
            return usage.model_copy(update={"cost_usd": prices.cost(usage)})
        unknown = usage.prompt_tokens or usage.completion_tokens
        return usage.model_copy(update={"cost_usd": None if unknown else 0.0})


def _putting(cache: ResponseCache) -> Callable[[Sequence[list[tuple[Call, Reply]]]], list[None]]:
    """What puts the replies of several conversations into a cache."""

    def put(conversations: Sequence[list[tuple[Call, Reply]]]) -> list[None]:
        cache.put(itertools.chain.from_iterable(conversations))
        return [None] * len(conversations)

    return put


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells a client's observers what happens to one request."""

    observers: tuple[Observer, ...]
    request_id: int
    label: str
    model: str
    endpoint: str

    def __call__(
        self, moment: Moment, detail: str = "", *, usage: Usage | None = None, error: Exception | None = None
    ) -> None:
        if not self.observers:
            return
        event = Event(moment, self.request_id, self.label, self.model, self.endpoint, detail, usage or Usage(), error)
        for observer in self.observers:
            observer(event)
