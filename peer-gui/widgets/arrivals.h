#pragma once

#include "peer-gui/engine/startmessage.h"

namespace ft::widgets {

class MainWindow;

/// Opens what a start was given: a link becomes a search, files are offered to others. What is
/// neither is passed by.
void open(MainWindow &window, const QStringList &arguments);

/// The same for what a later start handed over, and brings the window to the front.
void receive(MainWindow &window, const engine::StartMessage &message);

} // namespace ft::widgets
