// SPDX-License-Identifier: GPL-3.0-or-later
// View > Layouts: arrangements of the docks under names of the user's. Thread rule: GUI thread.
#pragma once

#include <QByteArray>
#include <QMenu>
#include <QSettings>

#include <functional>

namespace alidade {

class LayoutMenu : public QMenu {
    Q_OBJECT

public:
    /// @param settings must outlive the menu
    /// @param capture gives the present arrangement
    LayoutMenu(const QString& title, QSettings& settings, std::function<QByteArray()> capture,
               QWidget* parent = nullptr);

    /// Names of the kept arrangements, sorted.
    [[nodiscard]] QStringList names() const;
    /// Keeps the present arrangement under this name, in place of a former one. An empty name is left alone.
    void keep(const QString& name);
    void forget(const QString& name);

signals:
    /// An arrangement was chosen.
    void chosen(const QByteArray& layout);

private:
    void fill();
    void askForName();

    QSettings& m_settings;
    std::function<QByteArray()> m_capture;
};

} // namespace alidade
