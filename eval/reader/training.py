"""Learning: so many minutes on two threads, what is learned kept on disk every few of them."""

from __future__ import annotations

import copy
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from eval.reader.groups import Drawn, Group, draw, forever
from eval.reader.loss import evidence_weight, loss
from eval.reader.pairs import batches, tokenizer
from qa.reader.network import Reader

THREADS = 2
SAVE_EVERY = 240.0
"""Seconds between two copies of what is learned."""

log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn.

    Attributes:
        minutes: by the clock.
        steps: instead of minutes, where it must not depend on the clock.
        groups: a step, on all threads together.
        wrong: texts of a group that do not answer.
        rate: of learning, at its highest; the head's is `head` times that.
        warm: share of the time in which the rate rises; after that it falls to a twentieth.
        seed: of all that is drawn.
    """

    minutes: float
    groups: int = 8
    wrong: int = 4
    rate: float = 1e-4
    head: float = 5.0
    warm: float = 0.05
    seed: int = 1
    steps: int | None = None


def learn(reader: Reader, e5: Path, sets: Sequence[tuple[float, Sequence[Group]]], plan: Plan, out: Path) -> None:
    """Learn from groups and write what was learned.

    Each thread has a copy of the network in half precision; their gradients are added up in full precision. Two
    threads that share one computation would wait for each other at every step of it, on a busy machine for long.

    Args:
        reader: in full precision; changed.
        e5: folder of the unpacked model, for its tokenizer.
        sets: groups, and in what share of the draws they are taken.
        plan: how.
        out: file of safetensors, written every few minutes and at the end; its record beside it as `.json`.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(1)
    copies = [copy.deepcopy(reader).to(torch.bfloat16) for _ in range(THREADS)]
    learned = reader.learned()
    head = [value for name, value in learned.items() if name.startswith("head.")]
    body = [value for name, value in learned.items() if not name.startswith("head.")]
    rates = [{"params": body, "lr": 1.0}, {"params": head, "lr": plan.head}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    schedule = [group["lr"] * plan.rate for group in optimiser.param_groups]
    tokens = [tokenizer(e5) for _ in range(THREADS)]
    begun = saved = time.monotonic()
    steps, pairs, smooth = 0, 0, 0.0

    def work(at: int, drawn: list[Drawn]) -> tuple[float, int]:
        torch.set_num_threads(1)
        sizes, answered = [len(one.readings) for one in drawn], [one.answered for one in drawn]
        order: list[int] = []
        parts: list[tuple[Tensor, Tensor]] = []
        for places, made in batches(drawn, tokens[at]):
            scores, weight = copies[at](made.ids, made.mask)
            parts.append((scores, evidence_weight(weight, made.evidence)))
            order += places
        back = torch.argsort(torch.tensor(order))
        scores, held = (torch.cat(rows)[back] for rows in zip(*parts, strict=True))
        wrong = loss(scores, held, sizes, answered)
        (wrong / plan.groups).backward()  # type: ignore[no-untyped-call]
        return float(wrong.detach()), len(order)

    with ThreadPoolExecutor(THREADS) as threads:
        for drawn in _steps(sets, plan):
            done = steps / plan.steps if plan.steps else (time.monotonic() - begun) / (60 * plan.minutes)
            if done >= 1:
                break
            results = list(threads.map(work, range(THREADS), drawn))
            for group, highest in zip(optimiser.param_groups, schedule, strict=True):
                group["lr"] = highest * _share(done, plan.warm)
            _step(learned, copies, optimiser)
            steps, pairs = steps + 1, pairs + sum(count for _, count in results)
            now = sum(value for value, _ in results) / plan.groups
            smooth = now if steps == 1 else 0.97 * smooth + 0.03 * now
            if steps % 25 == 0:
                log.info("step %d, %d pairs, loss %.3f, %.0f s", steps, pairs, smooth, time.monotonic() - begun)
            if time.monotonic() - saved > SAVE_EVERY:
                _save(reader, out, plan, steps, pairs, smooth)
                saved = time.monotonic()
    _save(reader, out, plan, steps, pairs, smooth)


def _steps(sets: Sequence[tuple[float, Sequence[Group]]], plan: Plan) -> Iterator[list[list[Drawn]]]:
    """Draw the groups of each step, for each thread its own, of about equal work."""
    chance = random.Random(plan.seed)  # noqa: S311 - what is learned from when, no secret
    streams = [forever(groups, chance) for _, groups in sets]
    while True:
        picked = chance.choices(streams, [share for share, _ in sets], k=plan.groups)
        drawn = [draw(next(stream), plan.wrong, chance) for stream in picked]
        drawn.sort(key=lambda one: sum(len(reading.text) for reading in one.readings))
        yield [drawn[thread::THREADS] for thread in range(THREADS)]


def _share(done: float, warm: float) -> float:
    """Give the rate as a share of the highest: up, then down along a line."""
    return done / warm if done < warm else max(0.05, (1 - done) / (1 - warm))


def _step(learned: dict[str, torch.nn.Parameter], copies: list[Reader], optimiser: torch.optim.Optimizer) -> None:
    """Change the network by the gradients of its copies, and the copies with it."""
    parts = [dict(one.named_parameters()) for one in copies]
    for name, value in learned.items():
        grads = [own[name].grad for own in parts]
        value.grad = torch.stack([grad.float() for grad in grads if grad is not None]).sum(0)
    torch.nn.utils.clip_grad_norm_(list(learned.values()), 1.0)
    optimiser.step()
    with torch.no_grad():
        for own in parts:
            for name, value in learned.items():
                own[name].copy_(value)
                own[name].grad = None


def _save(reader: Reader, out: Path, plan: Plan, steps: int, pairs: int, smooth: float) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part")
    save_file({name: value.detach().contiguous() for name, value in reader.learned().items()}, part)
    part.rename(out)
    record = {"plan": asdict(plan), "steps": steps, "pairs": pairs, "loss": round(smooth, 4)}
    out.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    log.info("%s: %d steps, %d pairs, loss %.3f", out, steps, pairs, smooth)


def resume(reader: Reader, path: Path) -> None:
    """Put into a network what was learned before.

    Raises:
        KeyError: the file is of a network with other layers.
    """
    found, wanted = load_file(path), reader.learned()
    if found.keys() != wanted.keys():
        raise KeyError(f"{path} holds other layers than this network learns; begin again from e5")
    with torch.no_grad():
        for name, value in wanted.items():
            value.copy_(found[name])
