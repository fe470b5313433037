"""A store whose answer was lost and that is back."""

from counter_stage import Stage

DONE_ALL_THE_SAME = "Serverin cavabı yolda itdi, amma əməliyyat yerinə yetirilib."
NOT_SEEN = "Serverin cavabı yolda itdi. Heç nə dəyişməyibsə, bir daha basın."


def mend(stage: Stage) -> None:
    """Let the store be back, and the console know it."""
    stage.cable.cut = False
    stage.second()
    stage.until(lambda: stage.state.lost_since is None and not stage.state.pending)
