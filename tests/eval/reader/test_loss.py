"""The loss: worked out by hand, and lower where the network is right."""

from __future__ import annotations

import math

import pytest
import torch

from eval.reader.loss import EVIDENCE, MEANING, evidence_weight, loss

NONE = torch.zeros(3)


def test_a_group_worked_out_by_hand() -> None:
    scores = torch.tensor([1.0, 0.0])
    listed = math.log(1 + 2 * math.exp(-1))  # the one that does not answer, and none
    binary = (math.log(1 + math.exp(-1)) + math.log(2)) / 2
    assert float(loss(scores, NONE[:2], [2], [True])) == pytest.approx(listed + MEANING * binary, rel=1e-5)


def test_in_a_group_without_an_answer_none_should_win() -> None:
    scores = torch.tensor([0.0, 0.0])
    expected = math.log(3) + MEANING * math.log(2)
    assert float(loss(scores, NONE[:2], [2], [False])) == pytest.approx(expected, rel=1e-5)


def test_where_nothing_answers_the_best_text_counts_most() -> None:
    calm, loud = torch.tensor([-3.0, -3.0, -3.0], requires_grad=True), torch.tensor([3.0, -6.0, -6.0])
    assert loss(calm, NONE, [3], [False]) < loss(loud, NONE, [3], [False])
    loud.requires_grad_()
    loss(loud, NONE, [3], [False]).backward()  # type: ignore[no-untyped-call]
    assert loud.grad is not None
    assert loud.grad[0] > 100 * loud.grad[1] > 0


def test_groups_add_up() -> None:
    scores = torch.tensor([0.3, -1.0, 2.0])
    both = loss(scores, NONE, [2, 1], [True, False])
    apart = loss(scores[:2], NONE[:2], [2], [True]) + loss(scores[2:], NONE[2:], [1], [False])
    assert float(both) == pytest.approx(float(apart), rel=1e-6)


def test_right_order_and_right_place_are_better() -> None:
    right, wrong = torch.tensor([2.0, -2.0]), torch.tensor([-2.0, 2.0])
    assert loss(right, NONE[:2], [2], [True]) < loss(wrong, NONE[:2], [2], [True])
    near, far = torch.tensor([-0.1, 0.0]), torch.tensor([-3.0, 0.0])
    assert float(loss(right, far, [2], [True]) - loss(right, near, [2], [True])) == pytest.approx(
        2.9 * EVIDENCE, rel=1e-4
    )


def test_the_weight_on_what_answers() -> None:
    weight = torch.log(torch.tensor([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]]))
    evidence = torch.tensor([[True, False, True], [False, False, False]])
    held = evidence_weight(weight, evidence)
    assert held.tolist() == pytest.approx([math.log(0.7), 0.0], abs=1e-6)


def test_a_pair_without_an_answer_gives_no_gradient_that_is_no_number() -> None:
    weight = torch.zeros(2, 3, requires_grad=True)
    evidence_weight(weight, torch.zeros(2, 3, dtype=torch.bool)).sum().backward()  # type: ignore[no-untyped-call]
    assert weight.grad is not None
    assert torch.isfinite(weight.grad).all()
