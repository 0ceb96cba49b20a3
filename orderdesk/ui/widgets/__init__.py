"""The parts that screens are made of; they know how things look and behave, and nothing of the business."""
